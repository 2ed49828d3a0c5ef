using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// One image as a model sees it, in one pass over the whole: what its layers make of it, and why pixels get their class. The
/// pass is made when it is first asked for, and kept.
/// </summary>
public sealed class ExplainedImage : IDisposable
{
    // A pass that keeps all it needs for gradients takes some 2 GB at this size.
    private const long MostPixels = 1 << 20;

    private readonly TrainedModel model;
    private readonly Tensor input;
    private readonly Lazy<Activations> seen;
    private readonly Lazy<Tensor> probabilities;

    /// <summary>Prepares an image as the model wants it.</summary>
    /// <param name="model">From <see cref="TrainedModel.LoadUnfolded"/>; the caller keeps and frees it.</param>
    /// <param name="image">1 or 3 channels, any kind; up to a million pixels.</param>
    /// <exception cref="SegException"><c>explain.size</c>: the image is too large.</exception>
    public ExplainedImage(TrainedModel model, Raster image)
    {
        this.model = model;
        if ((long)image.Width * image.Height > MostPixels)
            throw new SegException(
                "explain.size",
                $"The image has {image.Width} x {image.Height} pixels, and {MostPixels} can be explained at once. "
                    + "Cut out the part in question, such as 1024 x 1024 pixels, and explain that."
            );
        using var scope = ComputeScope.Open();
        Map = LayerMap.Of(model.Network);
        Raster<float> normalized = model.Description.Normalize(image);
        using var normalizer = new Normalizer(model.Description.Network.Input, model.Device);
        input = normalizer.Apply(TensorConversion.Image(normalized, model.Device)).DetachFromDisposeScope();
        seen = new Lazy<Activations>(() => Activations.Of(model.Network, Map, input));
        probabilities = new Lazy<Tensor>(Predict);
    }

    /// <summary>The layers of the model.</summary>
    public LayerMap Map { get; }

    /// <summary>The classes of the model, the background first.</summary>
    public IReadOnlyList<SegClass> Classes => model.Description.Classes;

    /// <summary>The image's.</summary>
    public (int Width, int Height) Size => ((int)input.shape[3], (int)input.shape[2]);

    /// <summary>What all layers make of the image; freed with this.</summary>
    public Activations Activations => seen.Value;

    /// <summary>About how much memory it holds now.</summary>
    public long BytesSoFar => seen.IsValueCreated ? Activations.Bytes : 0;

    /// <summary>Sees that there is such a class.</summary>
    /// <param name="index">Its place in <see cref="Classes"/>.</param>
    /// <exception cref="SegException"><c>explain.class</c>: there is none.</exception>
    public void RequireClass(int index)
    {
        if (index < 0 || index >= Classes.Count)
            throw new SegException(
                "explain.class",
                $"The model has no class {index}; it has {Classes.Count}, counted from 0."
            );
    }

    /// <summary>The most probable class of each pixel.</summary>
    public Raster<byte> Mask()
    {
        using var scope = ComputeScope.Open();
        var mask = new Raster<byte>(Size.Width, Size.Height);
        TensorConversion.CopyBytes(probabilities.Value.argmax(0), mask, 0);
        return mask;
    }

    /// <summary>How probable a class is at each pixel.</summary>
    public Heatmap Probability(int index)
    {
        using var scope = ComputeScope.Open();
        return Heatmap.Unit(probabilities.Value[index]);
    }

    /// <summary>A heatmap by any method.</summary>
    /// <param name="method">What it shows.</param>
    /// <param name="index">The class that is asked about, for methods that ask about one.</param>
    /// <param name="kind">Which pixels are explained, by methods that explain pixels.</param>
    /// <param name="points">As many as the kind says, in pixels of the image.</param>
    /// <param name="layer">The layer to look at, for methods that look at one; see <see cref="LayerOf"/>.</param>
    /// <param name="progress">Gets how many parts are done, and how many there are, where it takes a while.</param>
    /// <param name="stop">Ends the work after a part.</param>
    /// <exception cref="SegException"><c>explain.class</c>, <c>explain.target</c> or <c>explain.nothing</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Heatmap Explain(
        HeatmapMethod method,
        int index,
        TargetKind kind,
        IReadOnlyList<(double X, double Y)> points,
        Layer? layer,
        Action<int, int> progress,
        CancellationToken stop
    )
    {
        RequireClass(index);
        if (method == HeatmapMethod.Probability)
            return Probability(index);
        if (method == HeatmapMethod.EigenCam)
            return EigenCam(layer!);
        var target = PixelTarget.Of(this, index, kind, points);
        return method == HeatmapMethod.Occlusion ? Occlude(target, progress, stop) : Cam(target, layer!, method);
    }

    /// <summary>The layer that a method looks at; null where it looks at none.</summary>
    /// <param name="method">What the heatmap shows.</param>
    /// <param name="name">A layer's name; null: the encoder's last, where the network sees most of the image.</param>
    /// <exception cref="SegException"><c>explain.layer</c>: no such layer.</exception>
    public Layer? LayerOf(HeatmapMethod method, string? name) =>
        !HeatmapMethods.Of(method).NeedsLayer ? null
        : name is null ? Map.Bottleneck
        : Map.Find(name);

    /// <summary>What in a layer speaks for the pixels' class, enlarged to the image (bilinear); what speaks against it is 0.</summary>
    /// <param name="target">Pixels of this image.</param>
    /// <param name="layer">One of <see cref="Map"/>.</param>
    /// <param name="method">One that looks at a layer.</param>
    public Heatmap Cam(PixelTarget target, Layer layer, HeatmapMethod method)
    {
        using var scope = ComputeScope.Open();
        using LayerEffect effect = Activations.Effect(layer.Name, target.Score);
        return Enlarged(CamRules.Apply(method, effect));
    }

    /// <summary>Where a layer sees most of what differs in the image, whatever the class; see <see cref="HeatmapMethod.EigenCam"/>.</summary>
    /// <param name="layer">One of <see cref="Map"/>.</param>
    public Heatmap EigenCam(Layer layer)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        return Enlarged(CamRules.EigenCam(Activation(layer)));
    }

    /// <summary>What each channel of a layer does, in the order of the channels.</summary>
    /// <param name="layer">One of <see cref="Map"/>.</param>
    /// <param name="target">Pixels of this image that the channels' importance is for; null: for none.</param>
    public IReadOnlyList<ChannelFigures> Channels(Layer layer, PixelTarget? target = null)
    {
        using var scope = ComputeScope.Open();
        if (target is null)
            return ChannelFigures.Of(Activation(layer));
        using LayerEffect effect = Activations.Effect(layer.Name, target.Score);
        return ChannelFigures.Of(effect.Activation, effect.Gradient);
    }

    /// <summary>Channels of a layer as small pictures of the image, one below the other.</summary>
    /// <param name="layer">One of <see cref="Map"/>.</param>
    /// <param name="channels">Which of them, from 0.</param>
    /// <param name="isShared">Whether 0 to 255 stand for the range of the whole layer, or of each channel.</param>
    /// <param name="side">The longer side of each picture.</param>
    /// <returns>8-bit gray, as many times <see cref="TileSize"/> high as there are channels.</returns>
    /// <exception cref="SegException"><c>explain.channel</c>: the layer has no such channel.</exception>
    public Raster<byte> ChannelTiles(Layer layer, IReadOnlyList<int> channels, bool isShared, int side)
    {
        foreach (int channel in channels)
            layer.RequireChannel(channel);
        using var scope = ComputeScope.Open();
        (long, long) share = (Covering(Size.Height, layer.Stride), Covering(Size.Width, layer.Stride));
        return ChannelPictures.Tiles(Activation(layer), share, channels, isShared, TileSize(side));
    }

    /// <summary>One channel of a layer at the size of the image as 8-bit gray.</summary>
    /// <param name="layer">One of <see cref="Map"/>.</param>
    /// <param name="channel">Which of them, from 0.</param>
    /// <param name="isShared">Whether 0 to 255 stand for the range of the whole layer, or of the channel.</param>
    /// <exception cref="SegException"><c>explain.channel</c>: the layer has no such channel.</exception>
    public Raster<byte> ChannelPicture(Layer layer, int channel, bool isShared)
    {
        layer.RequireChannel(channel);
        using var scope = ComputeScope.Open();
        return ChannelPictures.Whole(Activation(layer), layer.Stride, channel, isShared, Size);
    }

    /// <summary>The size of the image when its longer side is <paramref name="side"/> pixels.</summary>
    public (int Width, int Height) TileSize(int side)
    {
        double scale = side / (double)Math.Max(Size.Width, Size.Height);
        return (Math.Max(1, (int)Math.Round(Size.Width * scale)), Math.Max(1, (int)Math.Round(Size.Height * scale)));
    }

    /// <summary>How far the pixels' logits fall when a part of the image is covered; where they rise it is 0.</summary>
    /// <param name="target">Pixels of this image.</param>
    /// <param name="progress">Gets how many parts are done, and how many there are.</param>
    /// <param name="stop">Ends the work after a part.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Heatmap Occlude(PixelTarget target, Action<int, int> progress, CancellationToken stop = default)
    {
        using var scope = NewDisposeScope();
        var occlusion = Occlusion.For(Size.Height, Size.Width);
        return Heatmap.Positive(occlusion.Map(model.Network, input, target.Score, progress, stop));
    }

    /// <summary>Frees what it holds of the image.</summary>
    public void Dispose()
    {
        input.Dispose();
        if (seen.IsValueCreated)
            seen.Value.Dispose();
        if (probabilities.IsValueCreated)
            probabilities.Value.Dispose();
    }

    private Heatmap Enlarged(Tensor map)
    {
        // The layer has seen the padded image.
        long[] padded = [Map.Padded(Size.Height), Map.Padded(Size.Width)];
        Tensor small = map.reshape(1, 1, map.shape[0], map.shape[1]);
        Tensor whole = nn.functional.interpolate(small, padded, mode: InterpolationMode.Bilinear, align_corners: false);
        return Heatmap.Positive(whole[0, 0].narrow(0, 0, Size.Height).narrow(1, 0, Size.Width));
    }

    /// <summary>C,h,w.</summary>
    private Tensor Activation(Layer layer) => Activations[layer].detach().squeeze(0);

    /// <summary>Classes,H,W.</summary>
    private Tensor Predict()
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        return Activations.Logits.softmax(1).squeeze(0).DetachFromDisposeScope();
    }

    private static long Covering(int length, int stride) => (length + stride - 1) / stride;
}
