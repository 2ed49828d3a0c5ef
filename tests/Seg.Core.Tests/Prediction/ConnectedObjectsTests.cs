using Seg.Core.Prediction;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Metrics;

namespace Seg.Core.Tests.Prediction;

public sealed class ConnectedObjectsTests
{
    private static readonly byte[,] Mask =
    {
        { 1, 1, 0, 0, 2 },
        { 1, 0, 0, 2, 0 },
        { 0, 0, 1, 0, 0 },
        { 0, 0, 1, 0, 2 },
    };

    [Fact]
    public void Each_class_falls_into_regions_that_also_touch_at_corners()
    {
        Raster<ushort> image = Rasters.Filled<ushort>(5, 4, 1000);
        image[0, 0] = 4000;
        PredictedImage predicted = Predicted();
        Assert.Equal(
            [
                new SegmentedObject(1, 3, 1 / 3.0, 1 / 3.0, 0, 0, 2, 2, 2000, 0.75),
                new SegmentedObject(1, 2, 2, 2.5, 2, 2, 1, 2, 1000, 0.75),
                // Two pixels that touch at a corner.
                new SegmentedObject(2, 2, 3.5, 0.5, 3, 0, 2, 2, 1000, 0.5),
                new SegmentedObject(2, 1, 4, 3, 4, 3, 1, 1, 1000, 0.25),
            ],
            ConnectedObjects.Find(image, predicted, classCount: 4)
        );
    }

    [Fact]
    public void The_intensity_of_colour_is_the_mean_of_its_channels()
    {
        var image = new Raster<byte>(
            [.. Enumerable.Repeat((byte[])[10, 20, 60], 20).SelectMany(pixel => pixel)],
            5,
            4,
            3
        );
        PredictedImage predicted = Predicted();
        Assert.All(ConnectedObjects.Find(image, predicted, 4), o => Assert.Equal(30, o.MeanIntensity));
    }

    [Fact]
    public void An_image_of_background_has_no_objects()
    {
        Raster<float> image = Rasters.Filled<float>(2, 2, 0.5f);
        var predicted = new PredictedImage(Rasters.Filled<byte>(2, 2, 0), Rasters.Filled<float>(2, 2, 1));
        Assert.Empty(ConnectedObjects.Find(image, predicted, 3));
    }

    private static PredictedImage Predicted()
    {
        var probability = Rasters.Filled<float>(5, 4, 0.75f);
        probability[0, 4] = 0.25f;
        probability[3, 4] = 0.25f;
        return new PredictedImage(Masks.Of(Mask), probability);
    }
}
