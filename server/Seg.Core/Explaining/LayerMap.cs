using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace Seg.Core.Explaining;

/// <summary>The layers of a U-Net, from which it can be drawn: the encoder going down, the decoder coming up, the head.</summary>
public sealed class LayerMap
{
    private readonly Dictionary<string, Module> modules;
    private readonly int deepestStride;

    private LayerMap(IReadOnlyList<Layer> layers, IReadOnlyList<SkipConnection> skips, UNet network)
    {
        Layers = layers;
        Skips = skips;
        modules = Candidates(network);
        deepestStride = network.Encoder.DeepestStride;
    }

    /// <summary>All layers in the order of the forward pass; the last is the head.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Which encoder layers feed which decoder layers beside the way through the bottom, from deep to shallow.</summary>
    public IReadOnlyList<SkipConnection> Skips { get; }

    /// <summary>The last layer of the encoder, which sees most of the image.</summary>
    public Layer Bottleneck => Layers.Last(layer => layer.Part == LayerPart.Encoder);

    /// <summary>Looks into a network by sending the smallest possible image through it.</summary>
    /// <param name="network">In evaluation mode.</param>
    public static LayerMap Of(UNet network)
    {
        IReadOnlyList<Called> order = Probe(network);
        var layers = new List<Layer>();
        foreach (Called called in order)
        {
            LayerPart part = PartOf(called.Name);
            int stage = part switch
            {
                LayerPart.Encoder => int.Log2(called.Stride / network.Encoder.FirstStride),
                // A block begins where the size doubles.
                LayerPart.Decoder => int.Log2(network.Encoder.DeepestStride / called.Stride) - 1,
                _ => 0,
            };
            long parameters = called.Module.parameters().Sum(p => p.numel());
            layers.Add(
                new Layer(called.Name, KindOf(called.Module), part, stage, called.Channels, called.Stride, parameters)
            );
        }
        // A ResNet's first convolution and its norm are no part of a layer: they are what its first one gives the result of.
        long loose = network.parameters().Sum(p => p.numel()) - layers.Sum(layer => layer.Parameters);
        layers[0] = layers[0] with { Parameters = layers[0].Parameters + loose };
        return new LayerMap(layers, Connections(layers, network.Encoder.Channels), network);
    }

    /// <summary>The layer of that name.</summary>
    /// <exception cref="SegException"><c>explain.layer</c>: there is none.</exception>
    public Layer Find(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new SegException(
            "explain.layer",
            $"The model has no layer \"{name}\"; its bottleneck is {Bottleneck.Name}, and the list of its layers has all names."
        );

    /// <summary>The channels, lines and columns of a layer's result for an image of that size, which the network pads.</summary>
    public (int Channels, int Height, int Width) Shape(Layer layer, int height, int width) =>
        (layer.Channels, Padded(height) / layer.Stride, Padded(width) / layer.Stride);

    /// <summary>The side of an image after the network has padded it.</summary>
    internal int Padded(int side) => (side + deepestStride - 1) / deepestStride * deepestStride;

    internal Module Module(Layer layer) => modules[layer.Name];

    private static Called[] Probe(UNet network)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        int side = network.Encoder.DeepestStride;
        Dictionary<string, Module> candidates = Candidates(network);
        int channels = (int)network.Encoder.state_dict()[network.Encoder.FirstWeight].shape[1];
        using var recorder = new Recorder(candidates);
        network.call(zeros(1, channels, side, side, device: network.Head.weight.device));
        // What runs several times, such as a pooling that has nothing of its own, has no single result.
        return
        [
            .. recorder
                .Order.GroupBy(name => name)
                .Where(calls => calls.Count() == 1)
                .Select(calls => new Called(calls.Key, candidates[calls.Key], recorder[calls.Key].shape, side)),
        ];
    }

    private static Dictionary<string, Module> Candidates(UNet network)
    {
        var found = new Dictionary<string, Module>();
        foreach ((string name, Module module) in network.named_modules())
        {
            bool isLayer = module is ILayer or ReLU or MaxPool2d || ReferenceEquals(module, network.Head);
            if (isLayer && !found.Keys.Any(outer => name.StartsWith(outer + ".", StringComparison.Ordinal)))
                found[name] = module;
        }
        return found;
    }

    // Of layers of one stride the feature map is the last with as many channels: EfficientNet has another one behind it.
    private static SkipConnection[] Connections(List<Layer> layers, IReadOnlyList<int> channels)
    {
        int levels = channels.Count;
        Layer[] ends =
        [
            .. Enumerable
                .Range(0, levels)
                .Select(i =>
                    layers.Last(l => l.Part == LayerPart.Encoder && l.Stage == i && l.Channels == channels[i])
                ),
        ];
        return
        [
            .. layers
                .Where(l => l.Part == LayerPart.Decoder)
                .GroupBy(l => l.Stage)
                .Where(block => block.Key < levels - 1)
                .Select(block => new SkipConnection(ends[levels - 2 - block.Key].Name, block.First().Name)),
        ];
    }

    private static LayerPart PartOf(string name) =>
        name.StartsWith("encoder.", StringComparison.Ordinal) ? LayerPart.Encoder
        : name.StartsWith("decoder.", StringComparison.Ordinal) ? LayerPart.Decoder
        : LayerPart.Head;

    private static string KindOf(Module module) =>
        module switch
        {
            ConvUnit or ReLU => "convolution",
            UpsampleUnit => "upsampling convolution",
            ResidualBlock => "residual block",
            InvertedResidual => "inverted residual",
            MaxPool2d => "pooling",
            _ => "logits",
        };

    /// <summary>A layer as the probe saw it, sent an image of <paramref name="Side"/> pixels.</summary>
    private sealed record Called(string Name, Module Module, long[] Shape, int Side)
    {
        public int Channels => (int)Shape[1];

        public int Stride => Side / (int)Shape[2];
    }
}
