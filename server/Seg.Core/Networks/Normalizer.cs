using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>Brings images of range 0 to 1 to what a network expects, see <see cref="InputStatistics"/>.</summary>
internal sealed class Normalizer : IDisposable
{
    private readonly Tensor mean;
    private readonly Tensor scale;

    public Normalizer(InputStatistics statistics, Device device)
    {
        mean = tensor(statistics.Mean.ToArray(), device: device).reshape(1, -1, 1, 1);
        scale = 1 / tensor(statistics.Std.ToArray(), device: device).reshape(1, -1, 1, 1);
        mean.DetachFromDisposeScope();
        scale.DetachFromDisposeScope();
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
