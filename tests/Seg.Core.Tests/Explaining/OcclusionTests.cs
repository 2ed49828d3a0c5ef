using Seg.Core.Explaining;
using Seg.Core.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

/// <summary>A planted case: bright and dark squares in the corners, and a class that only the bright one decides.</summary>
public sealed class OcclusionTests
{
    private const int Side = 32;
    private const int Corner = 8;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 24)]
    [InlineData(24, 0)]
    [InlineData(24, 24)]
    public void Occlusion_and_the_gradient_maps_find_the_corner_that_decides(int top, int left)
    {
        using var scope = NewDisposeScope();
        // The first channel sees what is bright, the second what is dark; the class is the first one.
        using var network = new HandMade(slopes: (1, -1), offsets: (0, 0), weights: (1, 0));
        Tensor image = Planted(top, left);
        // Squares that cover a part of the corner also cover what is beside it.
        Assert.InRange(ShareInCorner(Occlude(network, image), top, left), 0.85, 1);
        using Activations seen = network.Look(image);
        using LayerEffect effect = seen.Effect(HandMade.Name, Everywhere);
        foreach (
            HeatmapMethod method in (HeatmapMethod[])
                [HeatmapMethod.SegGradCam, HeatmapMethod.GradCamPlusPlus, HeatmapMethod.HiResCam]
        )
            Assert.Equal(1, ShareInCorner(CamRules.Apply(method, effect), top, left), 1e-5);
    }

    [Fact]
    public void It_is_how_far_the_score_falls_on_average_over_the_squares_that_cover_a_pixel()
    {
        using var scope = NewDisposeScope();
        using var network = new HandMade(slopes: (1, 1), offsets: (0, 0), weights: (1, 0));
        Tensor image = tensor([5f, 0f, 0f, 3f]).reshape(1, 1, 1, 4); // mean 2
        // Squares of two pixels from 0, 1 and 2: the score falls by 5+0-4, 0+0-4 and 0+3-4.
        Tensor falls = new Occlusion(2).Map(network, image, Everywhere, (_, _) => { }, CancellationToken.None);
        Assert.Equal([1f, -1.5f, -2.5f, -1f], falls.data<float>().ToArray());
    }

    [Fact]
    public void It_tells_how_far_it_is_stops_when_asked_and_leaves_no_tensors()
    {
        using var stop = new CancellationTokenSource();
        using var network = new HandMade((1, 1), (0, 0), (1, 0));
        using Tensor image = RandomNetwork.Image(1, 1, 1, 8, 8);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var reported = new List<(int, int)>();
        Assert.Throws<OperationCanceledException>(() =>
            new Occlusion(4).Map(
                network,
                image,
                Everywhere,
                (done, total) =>
                {
                    reported.Add((done, total));
                    if (done == 2)
                        stop.Cancel();
                },
                stop.Token
            )
        );
        Assert.Equal([(1, 9), (2, 9)], reported);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Tensor Occlude(nn.Module<Tensor, Tensor> network, Tensor image) =>
        new Occlusion(4).Map(network, image, Everywhere, (_, _) => { }, CancellationToken.None);

    private static Tensor Everywhere(Tensor logits) => logits[0, 1].sum();

    private static Tensor Planted(int top, int left)
    {
        Tensor image = zeros(1, 1, Side, Side);
        Square(image[0, 0], top, left).fill_(1);
        Square(image[0, 0], Side - Corner - top, Side - Corner - left).fill_(-1);
        return image;
    }

    private static double ShareInCorner(Tensor map, int top, int left) =>
        Square(map, top, left).relu().sum().item<float>() / map.relu().sum().item<float>();

    private static Tensor Square(Tensor plane, int top, int left) =>
        plane.narrow(0, top, Corner).narrow(1, left, Corner);
}
