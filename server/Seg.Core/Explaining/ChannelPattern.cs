using Seg.Core.Augmentation;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>How the picture is drawn that a channel responds to most.</summary>
/// <param name="Side">Its height and width in pixels, rounded up to a multiple of the network's deepest stride.</param>
/// <param name="Steps">Steps of Adam; 512 give a readable picture.</param>
/// <param name="Seed">Another seed gives another picture.</param>
public sealed record PatternOptions(int Side = 128, int Steps = 512, int Seed = 1)
{
    /// <summary>Adam's step size.</summary>
    internal const double LearningRate = 0.05;

    /// <summary>How far the picture is moved at random before each look, in pixels.</summary>
    internal const double Jitter = 8;

    /// <summary>How much it is enlarged or reduced at most.</summary>
    internal const double Scale = 1.1;

    /// <summary>How far it is turned at most, in degrees.</summary>
    internal const double Turn = 10;
}

/// <summary>
/// The picture that a channel responds to most, by activation maximisation (Olah et al. 2017, Feature Visualization,
/// doi:10.23915/distill.00007).
/// </summary>
/// <param name="Picture">0 to 1, 1 or 3 channels as the model's images have.</param>
/// <param name="Response">The channel's mean over the layer for the picture.</param>
/// <param name="NoiseResponse">The same for even noise of the same range.</param>
public sealed record ChannelPattern(Raster<float> Picture, double Response, double NoiseResponse)
{
    /// <summary>Draws it: the same on the same machine for the same seed.</summary>
    /// <param name="model">From <see cref="TrainedModel.LoadUnfolded"/>.</param>
    /// <param name="layer">A layer of the model.</param>
    /// <param name="channel">One of its channels, from 0.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Gets the number of steps that are done.</param>
    /// <param name="stop">Ends the work after a step.</param>
    /// <exception cref="SegException"><c>explain.channel</c>: the layer has no such channel.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ChannelPattern Draw(
        TrainedModel model,
        Layer layer,
        int channel,
        PatternOptions options,
        Action<int>? progress = null,
        CancellationToken stop = default
    )
    {
        layer.RequireChannel(channel);
        using var betweenSteps = NewDisposeScope();
        using var normalizer = new Normalizer(model.Description.Network.Input, model.Device);
        using var response = new ChannelResponse(model.Network, layer, channel);
        var generator = new Generator((ulong)options.Seed);
        int channels = model.Description.Network.Channels;
        int stride = model.Network.Encoder.DeepestStride;
        int side = (options.Side + stride - 1) / stride * stride;
        var picture = new FourierPicture(channels, side, generator, model.Device);
        var random = new SampleRandom((ulong)options.Seed, 0, 0);
        using var adam = optim.Adam([picture.Waves], PatternOptions.LearningRate);
        for (int i = 0; i < options.Steps; i++)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = ComputeScope.Open();
            Tensor goal = response.Goal(normalizer.Apply(RandomView.Of(picture.Draw(), random)));
            // Not backward(), which would leave gradients in the network.
            picture.Waves.grad = autograd.grad([-goal], [picture.Waves])[0].MoveToOuterDisposeScope();
            adam.step();
            progress?.Invoke(i + 1);
        }
        using var end = ComputeScope.Open();
        using var _ = no_grad();
        Tensor noise = rand([1, channels, side, side], generator: generator).to(model.Device);
        Tensor drawn = picture.Draw();
        return new ChannelPattern(TensorConversion.Picture(drawn), Measured(drawn), Measured(noise));

        double Measured(Tensor seen) => TensorConversion.Number(response.Of(normalizer.Apply(seen)));
    }
}

/// <summary>How strongly a channel responds to pictures, until it is disposed. To be used in a dispose scope.</summary>
internal sealed class ChannelResponse : IDisposable
{
    private readonly UNet network;
    private readonly Layer layer;
    private readonly int channel;
    private readonly Recorder recorder;
    private readonly ConvNorm? last;
    private Tensor? convolved;

    /// <param name="network">In evaluation mode, not folded.</param>
    /// <param name="layer">One of its layers.</param>
    /// <param name="channel">One of the layer's channels, from 0.</param>
    public ChannelResponse(UNet network, Layer layer, int channel)
    {
        this.network = network;
        this.layer = layer;
        this.channel = channel;
        nn.Module module = LayerMap.Of(network).Module(layer);
        recorder = new Recorder(new Dictionary<string, nn.Module> { [""] = module });
        last = ConvNorm.Of(module) is [.., ConvNorm norm] ? norm : null;
        if (last is not null)
            last.Observer = result => convolved = result.alias();
    }

    /// <summary>The channel's mean over the layer.</summary>
    /// <param name="input">1,C,H,W as the network wants it; H and W multiples of its deepest stride.</param>
    public Tensor Of(Tensor input)
    {
        // The decoder is most of the work, and nothing of the encoder depends on it.
        if (layer.Part == LayerPart.Encoder)
            network.Encoder.call(input);
        else
            network.call(input);
        return recorder[""][0, channel].mean();
    }

    /// <summary>
    /// What to climb so that the response rises: the response, or, while ReLU silences the channel and so gives no gradient,
    /// what its last batch norm sees.
    /// </summary>
    /// <param name="input">As of <see cref="Of"/>.</param>
    public Tensor Goal(Tensor input)
    {
        Tensor response = Of(input);
        if (last is null || TensorConversion.Number(response) != 0)
            return response;
        return convolved![0, channel].mean() * last.Norm.weight![channel].detach();
    }

    public void Dispose()
    {
        recorder.Dispose();
        if (last is not null)
            last.Observer = null;
    }
}
