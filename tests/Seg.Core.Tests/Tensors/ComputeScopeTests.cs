using System.Reflection;
using System.Runtime.CompilerServices;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Tests.Training;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Tensors;

[Collection(nameof(AloneWithTorch))]
[FinalizersRun]
public sealed class ComputeScopeTests
{
    private const int Rounds = 60;

    private static int finalized;

    [Fact]
    public void No_finalizer_runs_until_the_last_scope_of_all_threads_has_ended()
    {
        using var isOpen = new ManualResetEventSlim();
        using var isOver = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var scope = ComputeScope.Open();
            isOpen.Set();
            isOver.Wait();
        });
        other.Start();
        isOpen.Wait(TestContext.Current.CancellationToken);
        int before = Volatile.Read(ref finalized);
        using (ComputeScope.Open())
        {
            using (ComputeScope.Open())
                LeaveBehind();
            AssertNoneRan();
        }
        AssertNoneRan();
        isOver.Set();
        other.Join();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref finalized) > before, TimeSpan.FromSeconds(10)));

        void AssertNoneRan()
        {
            GC.Collect();
            Thread.Sleep(50);
            Assert.Equal(before, Volatile.Read(ref finalized));
        }
    }

    /// <summary>Fails within a second where the scope is a dispose scope only.</summary>
    [Fact]
    public void Numbers_in_use_are_not_freed()
    {
        using var collector = new Collector();
        // Of another type, so that adding begins with a conversion that takes long enough for a collection.
        using Tensor sum = zeros(1 << 20, dtype: ScalarType.Float64);
        using Tensor one = ones(1 << 20, dtype: ScalarType.Int32);
        for (int i = 0; i < Rounds; i++)
        {
            using var scope = ComputeScope.Open();
            sum.add_(one);
        }
        Assert.Equal(Rounds, sum.max().item<double>());
        Assert.Equal(Rounds, sum.min().item<double>());
    }

    [Fact]
    public void What_is_not_moved_out_is_freed_with_its_own_scope()
    {
        Tensor freed;
        Tensor kept;
        using (ComputeScope.Open())
        {
            using (ComputeScope.Open())
            {
                freed = ones(2);
                kept = zeros(2).MoveToOuterDisposeScope();
            }
            Assert.True(freed.IsInvalid);
            Assert.False(kept.IsInvalid);
        }
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_network_refuses_to_run_on_a_thread_without_one()
    {
        using UNet network = new("plain", channels: 1, classes: 2);
        using Tensor image = zeros(1, 1, 32, 32);
        Func<Tensor, object>[] uses = [network.call, network.Features, network.Encoder.call];
        using (ComputeScope.Open())
        {
            Assert.Equal(0, Refusals());
            int elsewhere = 0;
            var other = new Thread(() => elsewhere = Refusals());
            other.Start();
            other.Join();
            Assert.Equal(uses.Length, elsewhere);
        }
        Assert.Equal(uses.Length, Refusals());

        int Refusals() => uses.Count(use => Record.Exception(() => use(image)) is InvalidOperationException);
    }

    [Fact]
    public void Pixels_and_numbers_refuse_to_become_tensors_and_to_come_from_them_without_one()
    {
        using Tensor numbers = zeros(1, 1, 2, 2);
        using Tensor one = zeros(1);
        var picture = new Raster<float>(2, 2);
        var bytes = new Raster<byte>(2, 2);
        Action[] uses =
        [
            () => TensorConversion.Images(picture.Pixels, 1, 2, 2, 1, CPU),
            () => TensorConversion.Image(picture, CPU),
            () => TensorConversion.Image(picture, 0, 0, 1, 1, CPU),
            () => TensorConversion.Picture(numbers),
            () => TensorConversion.Labels(bytes.Pixels, 1, 2, 2, CPU),
            () => TensorConversion.Bytes(numbers),
            () => TensorConversion.Floats(numbers),
            () => TensorConversion.Number(one),
            () => TensorConversion.AreFinite(numbers),
            () => TensorConversion.CopyBytes(numbers, bytes, 0),
            () => TensorConversion.CopyFloats(numbers, picture, 0),
        ];
        // A new one belongs into this list.
        Assert.Equal(
            uses.Length,
            typeof(TensorConversion).GetMethods(BindingFlags.Public | BindingFlags.Static).Length
        );

        Assert.All(uses, use => Assert.Throws<InvalidOperationException>(use));
        using (ComputeScope.Open())
            Assert.All(uses, use => use());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveBehind() => _ = new Counted();

    private sealed class Counted
    {
        ~Counted() => Interlocked.Increment(ref finalized);
    }
}
