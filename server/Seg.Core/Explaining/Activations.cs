using Seg.Core.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Explaining;

/// <summary>What layers of a network make of one image.</summary>
public sealed class Activations : IDisposable
{
    private readonly Dictionary<string, Tensor> results;

    private Activations(Tensor logits, Dictionary<string, Tensor> results)
    {
        Logits = logits;
        this.results = results;
    }

    /// <summary>The network's result: 1,classes,H,W.</summary>
    public Tensor Logits { get; }

    /// <summary>A layer's result: 1,C,h,w as <see cref="LayerMap.Shape"/> tells; the image's padding is in it.</summary>
    public Tensor this[Layer layer] => results[layer.Name];

    /// <summary>Frees all of them.</summary>
    public void Dispose()
    {
        Logits.Dispose();
        foreach (Tensor result in results.Values)
            result.Dispose();
    }

    /// <summary>One forward pass without gradients.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="map">Of this network.</param>
    /// <param name="layers">Those to keep.</param>
    /// <param name="input">1,C,H,W as the network wants it.</param>
    internal static Activations Of(UNet network, LayerMap map, IEnumerable<Layer> layers, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Dictionary<string, Module> watched = layers.ToDictionary(layer => layer.Name, map.Module);
        using var recorder = new Recorder(watched);
        Tensor logits = network.call(input);
        return new Activations(
            logits.DetachFromDisposeScope(),
            watched.Keys.ToDictionary(name => name, name => recorder[name].DetachFromDisposeScope())
        );
    }
}
