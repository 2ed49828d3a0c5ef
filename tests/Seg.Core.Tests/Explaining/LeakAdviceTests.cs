using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Prediction;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class LeakAdviceTests
{
    [Fact]
    public void A_field_of_view_on_both_sides_of_the_split_is_found()
    {
        ImageDetails[] train = [.. Enumerable.Range(1, 4).Select(seed => Field($"train{seed}", seed, noise: 0))];
        ImageDetails other = Field("other", seed: 9, noise: 0);
        ImageDetails later = Field("later", seed: 3, noise: 12);
        ImageDetails empty = Blank();
        Assert.Empty(LeakAdvice.Of(train, [other, empty]));
        Assert.Empty(LeakAdvice.Of([.. train, empty], [other, empty with { Stem = "empty too" }]));
        Advice advice = Assert.Single(LeakAdvice.Of(train, [other, later]));
        Assert.Equal(AdviceKind.Leak, advice.Kind);
        Assert.StartsWith("1 of 2 validation and test images looks like", advice.Sentence);
        Assert.StartsWith("\"later\" is like \"train3\"", advice.Evidence);
        Assert.Equal(["later"], advice.Places.Select(place => place.Image));
    }

    /// <summary>A picture whose shapes are those of the seed, with noise of that strength in gray levels.</summary>
    private static ImageDetails Field(string stem, int seed, int noise)
    {
        Raster<byte> image = Pictures.Smooth<byte>(200, 200, seed: seed);
        image.AddGrain(noise);
        return ImageDetails.Of(stem, image);
    }

    private static ImageDetails Blank()
    {
        Raster<byte> image = Rasters.Filled<byte>(200, 200, 90);
        return ImageDetails.Of("empty", image);
    }
}
