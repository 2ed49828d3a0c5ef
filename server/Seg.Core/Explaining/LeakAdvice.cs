using System.Globalization;
using System.Numerics.Tensors;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>What is in an image, small: enough to know it again at another time or depth.</summary>
/// <param name="Stem">The image's.</param>
/// <param name="Values">A gray picture of 64 x 64 without illumination, of mean 0 and length 1; all 0 where nothing is to be seen.</param>
public sealed record ImageDetails(string Stem, float[] Values)
{
    private const int Side = 64;

    // As a share of the brightness; less is rounding.
    private const double Visible = 1e-4;

    // Wider shapes than this many pixels of the small picture are illumination.
    private const double Illumination = 6;

    /// <summary>Looks at an image.</summary>
    /// <param name="stem">Names it.</param>
    /// <param name="image">1 or 3 channels, any kind and size.</param>
    public static ImageDetails Of(string stem, Raster image)
    {
        Raster<float> small = Scaling.Area(ColorChannels.Fit(image, 1), Side, Side);
        Raster<float> wide = GaussianBlur.Apply(small, Illumination);
        float[] values = new float[small.Pixels.Length];
        TensorPrimitives.Subtract(small.Pixels, wide.Pixels, values);
        TensorPrimitives.Subtract(values, TensorPrimitives.Average<float>(values), values);
        float length = TensorPrimitives.Norm<float>(values);
        if (length / Side > Visible * Math.Abs(TensorPrimitives.Average<float>(wide.Pixels)))
            TensorPrimitives.Divide(values, length, values);
        else
            Array.Clear(values);
        return new(stem, values);
    }

    /// <summary>How alike two images are, -1 to 1; 0 where one of them is empty.</summary>
    public double Correlation(ImageDetails other) => TensorPrimitives.Dot<float>(Values, other.Values);
}

/// <summary>Whether validation or test images show the same as training images, so that the scores are too good.</summary>
public static class LeakAdvice
{
    // Of two fields of view with the same kind of cells it stays well below, of one at two times or depths above.
    private const double Alike = 0.8;

    /// <summary>At most one piece of advice, with the images that have a twin, the most alike first.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="unseen">The validation and test images.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<ImageDetails> train, IReadOnlyList<ImageDetails> unseen)
    {
        Twin[] twins =
        [
            .. unseen
                .SelectMany(image => train.Select(other => new Twin(image.Stem, other.Stem, image.Correlation(other))))
                .Where(twin => twin.Likeness >= Alike)
                .GroupBy(twin => twin.Unseen)
                .Select(same => same.MaxBy(twin => twin.Likeness)!)
                .OrderByDescending(twin => twin.Likeness),
        ];
        return twins.Length == 0 ? [] : [Leak(twins, unseen.Count)];
    }

    private static Advice Leak(Twin[] twins, int unseen) =>
        new(
            AdviceKind.Leak,
            $"{twins.Length} of {unseen} validation and test images {(twins.Length == 1 ? "looks" : "look")} like training images, so the scores are too good.",
            string.Join(
                " ",
                twins.Select(twin =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{twin.Unseen}\" is like \"{twin.Train}\" (correlation {twin.Likeness:0.00})."
                    )
                )
            ),
            $"Keep all images of one field of view in the same part of the split: set \"group\" in {SegJson.FileName} to a pattern for the part of the name that they share.",
            [.. twins.Select(twin => new AdvicePlace(twin.Unseen))]
        );

    private sealed record Twin(string Unseen, string Train, double Likeness);
}
