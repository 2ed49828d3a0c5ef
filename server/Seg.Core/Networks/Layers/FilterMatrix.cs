using static TorchSharp.torch;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// What the nine numbers of a 3x3 filter are in those that an <see cref="IEnlarging"/> computes with, as one matrix: shifting and
/// adding the filters themselves takes several times as long, and with the 1280 channels at the bottom of a network a tenth of a
/// training step. It is a constant that stays on the device of its last use, since to copy it there in each step would have a GPU
/// wait; nothing that TorchSharp saves or moves with a network.
/// </summary>
internal sealed class FilterMatrix : IDisposable
{
    private Tensor numbers;

    /// <param name="line">3,n: the same for a filter that is one line.</param>
    public FilterMatrix(float[,] line)
    {
        using Tensor across = tensor(line);
        numbers = kron(across, across).DetachFromDisposeScope();
    }

    /// <summary>9,n²; for weights like this one. It stays this object's.</summary>
    public Tensor For(Tensor weight)
    {
        if (numbers.dtype != weight.dtype || !numbers.device.Equals(weight.device))
        {
            using Tensor before = numbers;
            numbers = before.to(weight.dtype, weight.device).DetachFromDisposeScope();
        }
        return numbers;
    }

    public void Dispose() => numbers.Dispose();
}
