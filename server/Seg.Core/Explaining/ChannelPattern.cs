using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// The picture that a channel responds to most, by activation maximisation (Olah et al. 2017, Feature Visualization,
/// doi:10.23915/distill.00007).
/// </summary>
/// <param name="Picture">32-bit float, 0 to 1, 1 or 3 channels as the model's images have.</param>
/// <param name="Response">The channel's mean over the layer for the picture.</param>
/// <param name="NoiseResponse">The same for even noise of the same range.</param>
public sealed record ChannelPattern(Mat Picture, double Response, double NoiseResponse) : IDisposable
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
        using var scope = NewDisposeScope();
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
            using var pause = FinalizerPause.Begin();
            using var step = NewDisposeScope();
            Tensor goal = response.Goal(normalizer.Apply(RandomView.Of(picture.Draw(), random)));
            // Not backward(), which would leave gradients in the network.
            picture.Waves.grad = autograd.grad([-goal], [picture.Waves])[0].MoveToOuterDisposeScope();
            adam.step();
            progress?.Invoke(i + 1);
        }
        using var atEnd = FinalizerPause.Begin();
        using var _ = no_grad();
        Tensor noise = rand([1, channels, side, side], generator: generator).to(model.Device);
        Tensor drawn = picture.Draw();
        return new ChannelPattern(TensorConversion.Picture(drawn), Measured(drawn), Measured(noise));

        double Measured(Tensor seen) => response.Of(normalizer.Apply(seen)).item<float>();
    }

    /// <summary>Frees the picture.</summary>
    public void Dispose() => Picture.Dispose();
}
