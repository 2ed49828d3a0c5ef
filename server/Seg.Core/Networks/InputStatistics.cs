using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>What a network expects of its input: each channel of the image (0 to 1) minus <paramref name="Mean"/>, over <paramref name="Std"/>.</summary>
/// <param name="Mean">One value per channel.</param>
/// <param name="Std">One value per channel, above 0.</param>
public sealed record InputStatistics(IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    /// <summary>The input of nearly all that was trained on ImageNet, for red, green and blue.</summary>
    public static InputStatistics ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>The range -1 to 1, for a network that starts from random weights.</summary>
    public static InputStatistics Centred(int channels) =>
        new([.. Enumerable.Repeat(0.5f, channels)], [.. Enumerable.Repeat(0.5f, channels)]);

    /// <summary>The same for images that first lose contrast: 0 and 1 come as near to the middle as <paramref name="share"/> says.</summary>
    /// <param name="share">Of the contrast, above 0; 1 changes nothing.</param>
    public InputStatistics WithContrast(float share) =>
        new([.. Mean.Select(mean => 0.5f + (mean - 0.5f) / share)], [.. Std.Select(std => std / share)]);

    /// <summary>The same for another number of channels: gray takes the average, more channels repeat what there is.</summary>
    public InputStatistics For(int channels) =>
        channels == Mean.Count ? this
        : channels == 1 ? new([Mean.Average()], [Std.Average()])
        : new(
            [.. Enumerable.Range(0, channels).Select(c => Mean[c % Mean.Count])],
            [.. Enumerable.Range(0, channels).Select(c => Std[c % Std.Count])]
        );
}

/// <summary>Brings images of range 0 to 1 to what a network expects, see <see cref="InputStatistics"/>.</summary>
internal sealed class Normalizer : IDisposable
{
    private readonly Tensor mean;
    private readonly Tensor scale;

    public Normalizer(InputStatistics statistics, Device device)
    {
        using var scope = ComputeScope.Open();
        mean = tensor(statistics.Mean.ToArray(), device: device).reshape(1, -1, 1, 1).DetachFromDisposeScope();
        Tensor std = tensor(statistics.Std.ToArray(), device: device).reshape(1, -1, 1, 1);
        scale = std.reciprocal().DetachFromDisposeScope();
    }

    public Tensor Apply(Tensor images)
    {
        using Tensor centred = images - mean;
        return centred * scale;
    }

    public void Dispose()
    {
        mean.Dispose();
        scale.Dispose();
    }
}
