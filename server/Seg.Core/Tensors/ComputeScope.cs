using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tensors;

/// <summary>
/// Where this thread computes with tensors: until it ends no finalizer runs (<see cref="FinalizerPause"/>), and what was
/// computed and neither moved out nor detached is freed with it. A network refuses to run outside of one, and numbers refuse to become tensors or come from them. One within another
/// only frees, which costs next to nothing; the outermost one is to be held for a step or a tile and no longer, since what
/// waits for its finalizer stays in memory. What is carried from one to the next belongs to a dispose scope around them all.
/// It belongs to its thread, as TorchSharp's dispose scopes do; the compiler lets none be held across an <c>await</c>.
/// </summary>
public readonly ref struct ComputeScope
{
    [ThreadStatic]
    private static bool isOpen;

    private readonly DisposeScope tensors;
    private readonly FinalizerPause? pause; // of the outermost

    private ComputeScope(FinalizerPause? pause)
    {
        this.pause = pause;
        tensors = NewDisposeScope();
    }

    /// <summary>Opens one on this thread, to be disposed by the same; the outermost returns when no finalizer runs.</summary>
    public static ComputeScope Open()
    {
        if (isOpen)
            return new ComputeScope(pause: null);
        var outermost = new ComputeScope(FinalizerPause.Begin());
        isOpen = true;
        return outermost;
    }

    /// <summary>Frees the tensors, then lets the finalizers run if it is the outermost of all threads.</summary>
    public void Dispose()
    {
        tensors.Dispose();
        if (pause is null)
            return;
        isOpen = false;
        pause.Dispose();
    }

    /// <summary>Lets nothing be computed where finalizers may run.</summary>
    /// <exception cref="InvalidOperationException">None is open on this thread.</exception>
    internal static void Require()
    {
        if (!isOpen)
            throw new InvalidOperationException(
                "Tensors are computed only in a ComputeScope of their thread, which holds back finalizers and frees what is computed: "
                    + "put 'using var scope = ComputeScope.Open();' around the step or the tile."
            );
    }
}
