namespace Seg.Core.Imaging;

/// <summary>How many channels an image of a dataset may have.</summary>
public static class ImageChannels
{
    /// <summary>Returns the image if it has 1 (gray) or 3 (red, green, blue) channels.</summary>
    /// <param name="image">As read from the file.</param>
    /// <param name="path">The file, for the message.</param>
    /// <exception cref="SegException"><c>image.channels</c>: it has another number.</exception>
    public static Raster Require(Raster image, string path) =>
        image.Channels is 1 or 3
            ? image
            : throw new SegException(
                "image.channels",
                $"{path} has {image.Channels} channels, and Seg works with 1 (gray) or 3 (red, green, blue). Save the "
                    + "channels that matter as images of their own, in Fiji: Image → Color → Split Channels."
            );
}
