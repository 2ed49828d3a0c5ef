using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Augmentation;

/// <summary>Small labelled images for tests.</summary>
internal static class Drawn
{
    /// <summary>A gray image of 0, 1, 2, … row by row, everything labelled as background.</summary>
    public static LabelledImage Counting(int width, int height)
    {
        var image = new Raster<float>(width, height);
        for (int i = 0; i < width * height; i++)
            image[i / width, i % width] = i;
        return new LabelledImage("counting", image, Rasters.Filled<byte>(width, height, 0));
    }

    /// <summary>Discs of classes 1 and 2 on background; the image's value is the class.</summary>
    public static LabelledImage Discs(int width, int height, int channels)
    {
        var mask = Rasters.Filled<byte>(width, height, 0);
        mask.Disc<byte>(width / 3, height / 3, 14, 1);
        mask.Disc<byte>(2 * width / 3, height / 2, 9, 2);
        mask.Disc<byte>(width - 4, height - 4, 12, 1);
        Raster<float> image = ColorChannels.Fit(mask, channels);
        return new LabelledImage($"discs {width} x {height}", image, mask);
    }

    /// <summary>The values of a sample's image and mask.</summary>
    public static (float[] Pixels, byte[] Labels) Values(Sample sample) => (sample.Image.Pixels, sample.Mask.Pixels);
}
