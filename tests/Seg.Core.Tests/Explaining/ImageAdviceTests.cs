using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Prediction;

namespace Seg.Core.Tests.Explaining;

/// <summary>Advice about small objects, the edge of images and focus: given with its numbers, and not without reason.</summary>
public sealed class ImageAdviceTests
{
    [Fact]
    public void Small_objects_that_are_missed_are_reported_with_their_size_and_places()
    {
        MeasuredImage image = Objects(smallFound: 2, largeFound: 18);
        Advice advice = Assert.Single(SmallObjectAdvice.Of([image]));
        Assert.Equal(AdviceKind.SmallObjects, advice.Kind);
        Assert.Equal("Small objects are missed: 7 of 9 with fewer than 100 pixels.", advice.Sentence);
        Assert.StartsWith(
            "Of the 9 labelled objects below 100 pixels, 22% are found; of the 18 others, 100%",
            advice.Evidence
        );
        Assert.Equal(5, advice.Places.Count);
        Assert.Equal(new AdvicePlace("a", new AdviceRegion(8, 0, 28, 1)), advice.Places[0]);
    }

    [Fact]
    public void Small_objects_that_are_found_or_missed_like_all_others_and_a_few_are_no_advice()
    {
        Assert.Empty(SmallObjectAdvice.Of([Objects(smallFound: 7, largeFound: 18)]));
        Assert.Empty(SmallObjectAdvice.Of([Objects(smallFound: 3, largeFound: 8)]));
        MeasuredImage few = Measured.Image("a");
        Assert.Empty(SmallObjectAdvice.Of([few]));
        Assert.Empty(
            SmallObjectAdvice.Of([
                few with
                {
                    Objects = Measured.Objects(1, [(20, false), (30, false), (400, true), (500, true)]),
                },
            ])
        );
    }

    [Fact]
    public void Mistakes_at_the_edge_are_counted_within_the_band()
    {
        Raster<byte> label = Rasters.Filled<byte>(160, 160, 0);
        label.Rectangle<byte>(0, 40, 30, 10, 1); // 10 x 10 of it near the edge
        label.Rectangle<byte>(100, 100, 5, 5, MaskFile.Ignore);
        Raster<byte> predicted = label.Clone();
        predicted.Rectangle<byte>(100, 100, 5, 5, 1);
        predicted.Rectangle<byte>(0, 40, 12, 10, 0);
        Assert.Equal(new EdgeErrors(10, 100, 100, 20, 200), EdgeErrors.Of(label, predicted));
    }

    [Fact]
    public void More_mistakes_at_the_edge_than_inside_are_reported()
    {
        MeasuredImage[] images = [Edges("a", 300), Edges("b", 500), Edges("c", 100)];
        Advice advice = Assert.Single(EdgeAdvice.Of(images));
        Assert.Equal(AdviceKind.ImageEdges, advice.Kind);
        Assert.Equal(
            "Of the pixels that are an object in the label or the prediction, 30% are wrong within 8 pixels of the edge (3,000 pixels in 3 images) and 10% inside.",
            advice.Evidence
        );
        Assert.Equal(["b", "a", "c"], advice.Places.Select(place => place.Image));
        Assert.Empty(EdgeAdvice.Of(images[..2]));
        Assert.Empty(EdgeAdvice.Of([Edges("a", 120), Edges("b", 180), Edges("c", 150)]));
    }

    [Fact]
    public void A_blurred_image_is_less_sharp_at_any_contrast_and_noise_does_not_hide_it()
    {
        Raster<byte> sharp = Pictures.Smooth<byte>(200, 200, seed: 3);
        sharp.Disc<byte>(100, 100, 40, 250);
        Raster<byte> blurred = Rasters.Bytes(GaussianBlur.Apply(sharp.ToSingle(), 5));
        var faint = new Raster<float>([.. sharp.Pixels.Select(value => 0.01f * value + 7)], 200, 200);
        Raster<byte> noisy = blurred.Clone();
        noisy.AddGrain(9);
        double usual = Sharpness.Of(sharp)!.Value;
        Assert.Equal(usual, Sharpness.Of(faint)!.Value, 2);
        Assert.True(Sharpness.Of(blurred) < 0.6 * usual);
        Assert.True(Sharpness.Of(noisy) < 0.6 * usual);
        Raster<ushort> empty = Rasters.Filled<ushort>(50, 50, 900);
        Assert.Null(Sharpness.Of(empty));
    }

    [Fact]
    public void Blurred_images_are_reported_only_where_the_model_is_worse_on_them()
    {
        MeasuredImage[] train = [Seen("t1", 0.29, 0.1), Seen("t2", 0.3, 0.1), Seen("t3", 0.31, 0.1)];
        MeasuredImage sharp = Seen("sharp", 0.28, 0.2);
        Advice advice = Assert.Single(FocusAdvice.Of(train, [sharp, Seen("soft", 0.1, 0.5)]));
        Assert.Equal(AdviceKind.Focus, advice.Kind);
        Assert.Equal(
            "1 of 2 validation and test images is less sharp than the training images, and the model does worse on it.",
            advice.Sentence
        );
        Assert.Equal(
            "The least sharp image has a sharpness of 0.10; 0.30 is typical of the training images. The mean IoU without background is 0.50 on it and 0.80 on the sharp images.",
            advice.Evidence
        );
        Assert.Equal([new AdvicePlace("soft")], advice.Places);
        Assert.Single(FocusAdvice.Of(train, [Seen("soft", 0.1, 0.5)])); // compared with the training images
        Assert.Empty(FocusAdvice.Of(train, [sharp, Seen("soft", 0.1, 0.25)]));
        Assert.Empty(FocusAdvice.Of(train, [sharp, Seen("other", 0.25, 0.5)]));
        Assert.Empty(FocusAdvice.Of(train[..2], [sharp, Seen("soft", 0.1, 0.5)]));
    }

    /// <summary>Nine small objects of 20 to 28 pixels, and 18 of 100.</summary>
    private static MeasuredImage Objects(int smallFound, int largeFound) =>
        Measured.Image("a") with
        {
            Objects = Measured.Objects(
                1,
                [
                    .. Enumerable.Range(0, 9).Select(i => (20 + i, i < smallFound)),
                    .. Enumerable.Range(0, 18).Select(i => (100, i < largeFound)),
                ]
            ),
        };

    private static MeasuredImage Edges(string stem, int wrong) =>
        Measured.Image(stem) with
        {
            Edges = new EdgeErrors(8, wrong, 1000, 100, 1000),
        };

    private static MeasuredImage Seen(string stem, double sharpness, double error) =>
        Measured.Image(stem) with
        {
            Sharpness = sharpness,
            Error = error,
        };
}
