using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Explaining;

/// <summary>
/// What the layers of a network make of one image, from one forward pass that gradients can be asked of as often as wanted:
/// each then costs the way back from the score to its layer and no more.
/// </summary>
public sealed class Activations : IDisposable
{
    // A layer keeps for its gradient what is between its input and its result; measured, it is about this many times as large.
    private const int KeptForGradients = 6;

    private readonly Dictionary<string, Tensor> results;

    private Activations(Tensor logits, Dictionary<string, Tensor> results)
    {
        Logits = logits;
        this.results = results;
    }

    /// <summary>The network's result: 1,classes,H,W.</summary>
    public Tensor Logits { get; }

    /// <summary>About how much memory it holds.</summary>
    public long Bytes => KeptForGradients * results.Values.Sum(result => result.numel() * result.ElementSize);

    /// <summary>A layer's result: 1,C,h,w as in <see cref="LayerMap.Shape"/>; the image's padding is in it.</summary>
    public Tensor this[Layer layer] => results[layer.Name];

    /// <summary>Frees all of them.</summary>
    public void Dispose()
    {
        Logits.Dispose();
        foreach (Tensor result in results.Values)
            result.Dispose();
    }

    /// <summary>One forward pass that keeps every layer.</summary>
    /// <param name="network">In evaluation mode, not folded.</param>
    /// <param name="map">Of this network.</param>
    /// <param name="input">1,C,H,W as the network wants it.</param>
    internal static Activations Of(UNet network, LayerMap map, Tensor input) =>
        Of(network, map.Layers.ToDictionary(layer => layer.Name, map.Module), input);

    /// <summary>The same of any network that gives logits, with the modules that are to be kept by their names.</summary>
    internal static Activations Of(
        Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Module> watched,
        Tensor input
    )
    {
        using var scope = ComputeScope.Open();
        using var _ = enable_grad();
        using var recorder = new Recorder(watched);
        // Also what comes before the first parameter has a gradient then.
        Tensor leaf = input.detach().requires_grad_(true);
        Tensor logits = network.call(leaf);
        return new Activations(
            logits.DetachFromDisposeScope(),
            watched.Keys.ToDictionary(name => name, name => recorder[name].DetachFromDisposeScope())
        );
    }

    /// <summary>What a layer made of the image, and how a score would change with it; the caller frees it.</summary>
    /// <param name="layer">The name of one that was kept.</param>
    /// <param name="score">Logits to one number.</param>
    internal LayerEffect Effect(string layer, Func<Tensor, Tensor> score)
    {
        using var scope = ComputeScope.Open();
        using var _ = enable_grad();
        Tensor gradient = autograd.grad([score(Logits)], [results[layer]], retain_graph: true)[0];
        return new LayerEffect(
            results[layer].detach().squeeze(0).DetachFromDisposeScope(),
            gradient.squeeze(0).DetachFromDisposeScope()
        );
    }
}

/// <summary>What a layer made of an image, and how a score would change with it; see <see cref="Activations.Effect"/>.</summary>
/// <param name="Activation">The layer's result: C,h,w.</param>
/// <param name="Gradient">The derivative of the score by each of its numbers: C,h,w.</param>
internal sealed record LayerEffect(Tensor Activation, Tensor Gradient) : IDisposable
{
    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        Activation.Dispose();
        Gradient.Dispose();
    }
}

/// <summary>
/// Keeps what modules give in a forward pass, until it is disposed; then its hooks are gone. To be used in a dispose scope,
/// which frees what was kept and not moved out of it.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private readonly List<Action> removals = [];
    private readonly List<string> order = [];
    private readonly Dictionary<string, Tensor> results = [];

    /// <param name="watched">Modules with a tensor, or two, as input; each by the name under which its result is kept.</param>
    public Recorder(IReadOnlyDictionary<string, Module> watched)
    {
        foreach ((string name, Module module) in watched)
            removals.Add(Watch(name, module));
    }

    /// <summary>The names in the order in which the modules ran, as often as they ran.</summary>
    public IReadOnlyList<string> Order => order;

    /// <summary>The newest result of a module that has run.</summary>
    public Tensor this[string name] => results[name];

    public void Dispose()
    {
        foreach (Action remove in removals)
            remove();
    }

    private Action Watch(string name, Module module) =>
        module switch
        {
            Module<Tensor, Tensor> one => one.register_forward_hook((_, _, result) => Keep(name, result)).remove,
            Module<Tensor, Tensor?, Tensor> two => two.register_forward_hook((_, _, _, r) => Keep(name, r)).remove,
            _ => throw new ArgumentException($"{name} is not a module of one result.", nameof(module)),
        };

    // The network frees the result that it is given. What it gets descends from what is kept, so that autograd knows how
    // the one depends on the other.
    private Tensor Keep(string name, Tensor result)
    {
        order.Add(name);
        results[name] = result.alias();
        return results[name].alias();
    }
}
