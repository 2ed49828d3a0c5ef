using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Augmentation;

/// <summary>Small labelled images for tests.</summary>
internal static class Drawn
{
    /// <summary>A gray image of 0, 1, 2, … row by row, everything labelled as background.</summary>
    public static LabelledImage Counting(int width, int height)
    {
        var image = new Mat(height, width, MatType.CV_32FC1);
        for (int i = 0; i < width * height; i++)
            image.Set(i / width, i % width, (float)i);
        return new LabelledImage("counting", image, new Mat(height, width, MatType.CV_8UC1, Scalar.All(0)));
    }

    /// <summary>Discs of classes 1 and 2 on background; the image's value is the class.</summary>
    public static LabelledImage Discs(int width, int height, int channels)
    {
        var mask = new Mat(height, width, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Circle(mask, new Point(width / 3, height / 3), 14, Scalar.All(1), -1);
        Cv2.Circle(mask, new Point(2 * width / 3, height / 2), 9, Scalar.All(2), -1);
        Cv2.Circle(mask, new Point(width - 4, height - 4), 12, Scalar.All(1), -1);
        using var single = new Mat();
        mask.ConvertTo(single, MatType.CV_32F);
        var image = new Mat();
        Cv2.Merge([.. Enumerable.Repeat(single, channels)], image);
        return new LabelledImage($"discs {width} x {height}", image, mask);
    }

    /// <summary>The values of a sample's image and mask.</summary>
    public static (float[] Pixels, byte[] Labels) Values(Sample sample)
    {
        using (sample)
        {
            using Mat flat = sample.Image.Reshape(1);
            flat.GetArray(out float[] pixels);
            sample.Mask.GetArray(out byte[] labels);
            return (pixels, labels);
        }
    }
}
