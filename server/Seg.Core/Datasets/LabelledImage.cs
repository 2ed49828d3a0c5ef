using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>An image with its mask, in memory for training. The owner disposes the two.</summary>
/// <param name="Stem">The name of the image.</param>
/// <param name="Image">32-bit float of 1 or 3 channels, normalised (see <see cref="Normalization"/>), not clipped.</param>
/// <param name="Mask">8-bit class indices, of the same size; 255 is not labelled.</param>
public sealed record LabelledImage(string Stem, Mat Image, Mat Mask)
{
    /// <summary>Reads an image and its mask.</summary>
    /// <param name="source">A labelled image of a dataset.</param>
    /// <param name="normalization">How values are brought to about 0 to 1.</param>
    /// <param name="channels">1 or 3: gray is repeated or colour weighed to gray, so that a dataset may hold both; null: as in the file.</param>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c>, <c>mask.format</c> or <c>mask.size</c>, naming the file.</exception>
    public static LabelledImage Read(DatasetImage source, Normalization normalization, int? channels = null)
    {
        using Mat raw = source.ReadImage();
        return Of(source, raw, normalization, channels);
    }

    /// <summary>The same for an image whose pixels were read already; they stay the caller's.</summary>
    internal static LabelledImage Of(DatasetImage source, Mat raw, Normalization normalization, int? channels)
    {
        Mat mask = source.ReadMask();
        if (mask.Size() != raw.Size())
        {
            using (mask)
                throw new SegException(
                    "mask.size",
                    $"{source.MaskPath} is {mask.Cols} x {mask.Rows} pixels and its image {raw.Cols} x {raw.Rows}; "
                        + "a mask has the size of its image."
                );
        }
        using Mat pixels = ColorChannels.Fit(raw, channels ?? raw.Channels());
        return new LabelledImage(source.Stem, normalization.Apply(pixels), mask);
    }
}
