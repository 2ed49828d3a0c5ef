using System.Runtime.CompilerServices;
using Seg.Core.Tensors;
using Seg.Core.Tests.Training;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

[Collection(nameof(AloneWithTorch))]
public sealed class FinalizerPauseTests
{
    private const int Rounds = 60;

    private static int finalized;

    [Fact]
    public void No_finalizer_runs_until_the_last_pause_has_ended()
    {
        FinalizerPause first = FinalizerPause.Begin();
        FinalizerPause second = FinalizerPause.Begin();
        int before = Volatile.Read(ref finalized);
        LeaveBehind();
        GC.Collect();
        first.Dispose();
        first.Dispose();
        Thread.Sleep(50);
        Assert.Equal(before, Volatile.Read(ref finalized));
        second.Dispose();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref finalized) > before, TimeSpan.FromSeconds(10)));
    }

    /// <summary>Fails within a second where the pause is left out.</summary>
    [Fact]
    public void Numbers_in_use_are_not_freed()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.Token.WaitHandle.WaitOne(1))
                GC.Collect();
        });
        collector.Start();
        try
        {
            // Of another type, so that adding begins with a conversion that takes long enough for a collection.
            using Tensor sum = zeros(1 << 20, dtype: ScalarType.Float64);
            using Tensor one = ones(1 << 20, dtype: ScalarType.Int32);
            for (int i = 0; i < Rounds; i++)
            {
                using var pause = FinalizerPause.Begin();
                sum.add_(one);
            }
            Assert.Equal(Rounds, sum.max().item<double>());
            Assert.Equal(Rounds, sum.min().item<double>());
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveBehind() => _ = new Counted();

    private sealed class Counted
    {
        ~Counted() => Interlocked.Increment(ref finalized);
    }
}
