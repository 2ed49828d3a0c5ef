using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>
/// U-Net (Ronneberger et al. 2015, arXiv:1505.04597): encoder, decoder with skip connections, and a 3x3 convolution that
/// gives each pixel a logit per class. Images of any size: they are padded by their mirror image and the result is cropped.
/// All its parts free what they no longer need, so that prediction holds a few layers at a time; autograd keeps its own.
/// A hook that keeps a result keeps an alias of it.
/// </summary>
public sealed class UNet : Module<Tensor, Tensor>
{
    private readonly Encoder encoder;
    private readonly UNetDecoder decoder;
    private readonly Conv2d head;

    /// <summary>Makes a network with random weights from torch's generator.</summary>
    /// <param name="encoderName">One of <see cref="EncoderRegistry.Names"/>.</param>
    /// <param name="channels">The channels of the images.</param>
    /// <param name="classes">How many classes; at least 2.</param>
    public UNet(string encoderName, int channels, int classes)
        : base(nameof(UNet))
    {
        encoder = EncoderRegistry.Create(encoderName, channels);
        decoder = new UNetDecoder(encoder);
        head = Conv2d(decoder.OutputChannels, classes, 3, padding: 1);
        InitializeDecoder();
        RegisterComponents();
    }

    /// <summary>The half whose weights may come from elsewhere.</summary>
    public Encoder Encoder => encoder;

    /// <summary>The layer that gives each pixel its logits.</summary>
    public Conv2d Head => head;

    /// <summary>
    /// Joins every batch norm with the convolution before it, and the decoder's enlarging with the one behind it, which makes
    /// prediction faster and changes its result by rounding only. To be called where the weights are final and on their
    /// device; the network can only predict afterwards.
    /// </summary>
    public void Fold()
    {
        using var scope = ComputeScope.Open();
        foreach (ConvNorm layer in ConvNorm.Of(this))
            layer.Fold();
        foreach (UpsampleUnit unit in modules().OfType<UpsampleUnit>())
            unit.Fold();
    }

    /// <summary>N,C,H,W to logits N,classes,H,W.</summary>
    /// <exception cref="InvalidOperationException">No <see cref="ComputeScope"/> is open on this thread.</exception>
    public override Tensor forward(Tensor image)
    {
        (long height, long width) = (image.shape[2], image.shape[3]);
        int stride = encoder.DeepestStride;
        Tensor whole = ReflectPadding.Pad(image, RoundUp(height, stride), RoundUp(width, stride));
        bool isWhole = whole.shape[2] == height && whole.shape[3] == width;
        Tensor[] features = encoder.call(whole);
        using Tensor decoded = decoder.call(features);
        foreach (Tensor feature in features)
            feature.Dispose();
        if (isWhole)
            return head.call(decoded);
        whole.Dispose();
        using Tensor logits = head.call(decoded);
        using Tensor lines = logits.narrow(2, 0, height);
        return lines.narrow(3, 0, width);
    }

    /// <summary>
    /// What an image looks like to the network: N,C,H,W to N,channels, the mean of each channel of the encoder's deepest
    /// feature map. Images that look alike have features that are near each other.
    /// </summary>
    /// <exception cref="InvalidOperationException">No <see cref="ComputeScope"/> is open on this thread.</exception>
    public Tensor Features(Tensor image)
    {
        int stride = encoder.DeepestStride;
        Tensor whole = ReflectPadding.Pad(image, RoundUp(image.shape[2], stride), RoundUp(image.shape[3], stride));
        Tensor[] features = encoder.call(whole);
        Tensor means = features[^1].mean([2, 3]);
        foreach (Tensor feature in features)
            feature.Dispose();
        return means;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (ConvNorm layer in ConvNorm.Of(this))
                layer.Dispose();
            foreach (UpsampleUnit unit in modules().OfType<UpsampleUnit>())
                unit.Free();
        }
        base.Dispose(disposing);
    }

    private static long RoundUp(long size, long stride) => (size + stride - 1) / stride * stride;

    // He initialisation (arXiv:1502.01852) for layers followed by ReLU, Glorot for the logits.
    private void InitializeDecoder()
    {
        using var scope = ComputeScope.Open();
        foreach (Conv2d convolution in decoder.modules().OfType<Conv2d>())
            init.kaiming_uniform_(
                convolution.weight,
                mode: init.FanInOut.FanIn,
                nonlinearity: init.NonlinearityType.ReLU
            );
        init.xavier_uniform_(head.weight);
        init.zeros_(head.bias);
    }
}
