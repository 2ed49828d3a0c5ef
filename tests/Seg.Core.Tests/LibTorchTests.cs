using TorchSharp;

namespace Seg.Core.Tests;

/// <summary>Also run alone by tests/scripts/libTorch.test.mjs, which sees what loading libtorch prints.</summary>
public sealed class LibTorchTests
{
    [Fact]
    public void A_tensor_can_be_made()
    {
        using var ones = torch.ones(2, 3);
        using var sum = ones.sum();
        Assert.Equal(6f, sum.item<float>());
    }
}
