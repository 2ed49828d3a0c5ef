using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>Brings images of range 0 to 1 to what a network expects, see <see cref="InputStatistics"/>.</summary>
internal sealed class Normalizer : IDisposable
{
    private readonly Tensor mean;
    private readonly Tensor scale;

    public Normalizer(InputStatistics statistics, Device device)
    {
        using var scope = NewDisposeScope();
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
