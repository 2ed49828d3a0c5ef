using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Augmentation;

/// <summary>Where crops of one image may lie: some pixels of each class, taken regularly so that large images cost little.</summary>
internal sealed class CropPlaces
{
    private const int Enough = 4096;

    private readonly int width;
    private readonly int height;

    // For each class some of its pixels; for the value 255, some of all that are labelled.
    private readonly List<int>[] pixels = [.. Enumerable.Range(0, 256).Select(_ => new List<int>())];
    private readonly bool isLabelledThroughout;

    /// <summary>Looks through the mask.</summary>
    /// <exception cref="SegException"><c>mask.class</c>: a value is neither a class nor 255.</exception>
    public CropPlaces(LabelledImage image, int classCount)
    {
        (width, height) = (image.Mask.Width, image.Mask.Height);
        int[] counts = Count(image.Mask);
        int stranger = Array.FindIndex(counts, classCount, count => count > 0);
        if (stranger is >= 0 and not MaskFile.Ignore)
            throw new SegException(
                "mask.class",
                $"The mask of {image.Stem} contains the value {stranger}, and the classes are 0 to {classCount - 1}; "
                    + "correct the mask or add the class."
            );

        Classes = [.. Enumerable.Range(1, classCount - 1).Where(c => counts[c] > 0)];
        isLabelledThroughout = counts[MaskFile.Ignore] == 0;
        counts[MaskFile.Ignore] = width * height - counts[MaskFile.Ignore];
        Collect(image.Mask, [.. counts.Select(count => (count + Enough - 1) / Enough)]);
    }

    /// <summary>The foreground classes in the image, ascending.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>
    /// The centre of a crop of <paramref name="size"/> pixels mapped by <paramref name="map"/>: near a pixel of the
    /// class, one of <see cref="Classes"/>, or, for null, anywhere that something is labelled.
    /// The crop is kept inside the image as far as it fits.
    /// </summary>
    public (double X, double Y) Draw(int? foregroundClass, int size, Linear map, SampleRandom random)
    {
        int boxX = Extent(size, map.Xx, map.Xy);
        int boxY = Extent(size, map.Yx, map.Yy);
        if (foregroundClass is null && (isLabelledThroughout || pixels[MaskFile.Ignore].Count == 0))
            return (Anywhere(boxX, width, random), Anywhere(boxY, height, random));

        List<int> wanted = pixels[foregroundClass ?? MaskFile.Ignore];
        int pixel = wanted[random.Whole(0, wanted.Count - 1)];
        // Not always in the middle of the crop, but well inside it however it is turned.
        int u = random.Whole(-size / 4, size / 4);
        int v = random.Whole(-size / 4, size / 4);
        return (
            Near(pixel % width - (map.Xx * u + map.Xy * v), boxX, width),
            Near(pixel / width - (map.Yx * u + map.Yy * v), boxY, height)
        );
    }

    private static int Extent(int size, double a, double b) =>
        (int)Math.Ceiling(size * (Math.Abs(a) + Math.Abs(b)) - 1e-9);

    private static double Anywhere(int box, int length, SampleRandom random) =>
        random.Whole(Math.Min(0, length - box), Math.Max(0, length - box)) + (box - 1) / 2.0;

    private static double Near(double at, int box, int length)
    {
        double first = Math.Round(at - (box - 1) / 2.0);
        return Math.Clamp(first, Math.Min(0, length - box), Math.Max(0, length - box)) + (box - 1) / 2.0;
    }

    private static int[] Count(Raster<byte> mask)
    {
        int[] counts = new int[256];
        foreach (byte value in mask.Pixels)
            counts[value]++;
        return counts;
    }

    /// <summary>Takes every so many-th pixel of each value.</summary>
    private void Collect(Raster<byte> mask, int[] strides)
    {
        int[] skip = new int[256];
        int at = 0;
        foreach (byte value in mask.Pixels)
        {
            if (value != MaskFile.Ignore)
            {
                Take(value, at);
                Take(MaskFile.Ignore, at);
            }
            at++;
        }

        void Take(byte value, int pixel)
        {
            if (skip[value]-- > 0)
                return;
            skip[value] = strides[value] - 1;
            pixels[value].Add(pixel);
        }
    }
}
