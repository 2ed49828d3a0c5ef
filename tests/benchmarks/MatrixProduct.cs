using System.Diagnostics;
using static TorchSharp.torch;

namespace Seg.Benchmarks;

/// <summary>The most arithmetic that torch gets out of this machine: products of large float matrices.</summary>
internal sealed class MatrixProduct : IDisposable
{
    private const int Size = 2048;

    private readonly Tensor left = rand(Size, Size);
    private readonly Tensor right = rand(Size, Size);

    /// <summary>Floating point operations per second.</summary>
    public double Rate(int times)
    {
        var time = Stopwatch.StartNew();
        for (int i = 0; i < times; i++)
            left.matmul(right).Dispose();
        return 2.0 * Size * Size * Size * times / time.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        left.Dispose();
        right.Dispose();
    }
}
