using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>An image with its mask, in memory for training.</summary>
/// <param name="Stem">The name of the image.</param>
/// <param name="Image">32-bit float of 1 or 3 channels, normalised (see <see cref="Normalization"/>), not clipped.</param>
/// <param name="Mask">8-bit class indices, of the same size; 255 is not labelled, as all is in an image in progress that is no object.</param>
public sealed record LabelledImage(string Stem, Raster<float> Image, Raster<byte> Mask)
{
    /// <summary>The <see cref="PixelDigest"/> of the image as it is in its file; null where it comes from none.</summary>
    public string? Pixels { get; private init; }

    /// <summary>Reads an image and its mask.</summary>
    /// <param name="source">A labelled image of a dataset.</param>
    /// <param name="normalization">How values are brought to about 0 to 1.</param>
    /// <param name="channels">1 or 3: gray is repeated or colour weighed to gray, so that a dataset may hold both; null: as in the file.</param>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c>, <c>image.channels</c>, <c>mask.format</c> or <c>mask.size</c>, naming the file.</exception>
    public static LabelledImage Read(DatasetImage source, Normalization normalization, int? channels = null) =>
        Of(source, source.ReadImage(), normalization, channels);

    /// <summary>The same for an image whose pixels were read already.</summary>
    internal static LabelledImage Of(DatasetImage source, Raster raw, Normalization normalization, int? channels)
    {
        Raster<byte> mask = source.ReadLabels();
        if (!mask.HasSizeOf(raw))
            throw new SegException(
                "mask.size",
                $"{source.MaskPath} is {mask.Width} x {mask.Height} pixels and its image {raw.Width} x {raw.Height}; "
                    + "a mask has the size of its image."
            );
        Raster<float> pixels = ColorChannels.Fit(raw, channels ?? raw.Channels);
        return new LabelledImage(source.Stem, normalization.Apply(pixels), mask) { Pixels = PixelDigest.Of(raw) };
    }
}
