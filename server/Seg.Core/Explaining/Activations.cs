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

    /// <summary>A layer's result: 1,C,h,w as <see cref="LayerMap.Shape"/> tells; the image's padding is in it.</summary>
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
        using var pause = FinalizerPause.Begin();
        using var scope = NewDisposeScope();
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
        using var pause = FinalizerPause.Begin();
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        Tensor gradient = autograd.grad([score(Logits)], [results[layer]], retain_graph: true)[0];
        return new LayerEffect(
            results[layer].detach().squeeze(0).DetachFromDisposeScope(),
            gradient.squeeze(0).DetachFromDisposeScope()
        );
    }
}
