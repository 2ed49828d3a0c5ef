using System.Runtime.CompilerServices;

namespace Seg.Core.Tensors;

/// <summary>
/// Holds back all finalizers while libtorch computes. TorchSharp gives libtorch the address of a <c>Scalar</c>, such as the 1
/// in <c>x.add_(y)</c>, and keeps no reference to it: a garbage collection at that moment lets the finalizer free the number
/// while it is being read. The call then fails, or computes with another number (dotnet/TorchSharp, pull request 1496).
/// Opened by <see cref="ComputeScope"/>.
/// </summary>
internal sealed class FinalizerPause : IDisposable
{
    private static readonly Lock Gate = new();
    private static int holders;
    private static Door? door;

    private bool isEnded;

    private FinalizerPause() { }

    /// <summary>Returns when no finalizer runs; none does until the last pause has ended.</summary>
    public static FinalizerPause Begin()
    {
        lock (Gate)
        {
            if (holders == 0)
                door = Close();
            holders++;
        }
        return new FinalizerPause();
    }

    public void Dispose()
    {
        if (isEnded)
            return;
        isEnded = true;
        lock (Gate)
        {
            if (--holders == 0)
                door!.Open();
        }
    }

    // All finalizers run one after the other in one thread, so one that waits holds back the others.
    private static Door Close()
    {
        var closed = new Door();
        LeaveBehind(closed);
        GC.Collect(generation: 0);
        // Another collection may have taken it for used just before, and so for longer-lived.
        for (int patience = 1; !closed.IsReached(patience); patience = Math.Min(2 * patience, 100))
            GC.Collect();
        return closed;
    }

    // In a method of its own, so that no register of the caller still holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveBehind(Door door) => _ = new Waiter(door);

    private sealed class Door
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsReached(int milliseconds) => reached.Task.Wait(milliseconds);

        public void Open() => opened.SetResult();

        public void Pass()
        {
            reached.SetResult();
            opened.Task.Wait();
        }
    }

    private sealed class Waiter(Door door)
    {
        ~Waiter() => door.Pass();
    }
}
