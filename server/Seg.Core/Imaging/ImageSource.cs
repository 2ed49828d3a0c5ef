using Seg.Core.Imaging.Formats;

namespace Seg.Core.Imaging;

/// <summary>
/// An image file, opened once: how many pages it has, and their pixels as they are stored, one page after another.
/// Values are the file's own, whatever their kind. Alpha is dropped, since it is not a measurement. What the file holds
/// and is not understood is an error that names it, never a picture.
/// </summary>
public sealed class ImageSource : IDisposable
{
    private readonly ByteSource bytes;
    private readonly ImageReader reader;

    private ImageSource(string path, ByteSource bytes)
    {
        Path = path;
        this.bytes = bytes;
        reader = ImageReader.Of(bytes);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>1 but for a multi-page TIFF.</summary>
    public int PageCount => reader.PageCount;

    /// <summary>Opens a PNG, JPEG, BMP or TIFF file; its content decides, not its name.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, naming the file, what is wrong with it and what to do.</exception>
    public static ImageSource Open(string path)
    {
        ByteSource? bytes = null;
        try
        {
            return Explained(path, () => new ImageSource(path, bytes = ByteSource.Open(path)));
        }
        catch
        {
            bytes?.Dispose();
            throw;
        }
    }

    /// <summary>Reads one page, from 0.</summary>
    /// <returns>As many channels as the file has without alpha; three are red, green, blue.</returns>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public Raster Read(int page)
    {
        Require(page);
        return Explained(Path, () => reader.Read(page));
    }

    /// <summary>
    /// How a page, from 0, asks to be turned or mirrored when it is shown, as TIFF and EXIF number it: 1 (not at all) to 8.
    /// Its pixels are read as they are stored.
    /// </summary>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public int Orientation(int page)
    {
        Require(page);
        return Explained(Path, () => reader.OrientationOf(page));
    }

    /// <summary>What a user should know about a page, from 0, such as that the file asks to be turned; whole sentences.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public IReadOnlyList<string> Notes(int page)
    {
        Require(page);
        return Explained(Path, () => reader.Notes(page));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => bytes.Dispose();

    /// <summary>Opens a file, reads one page, from 0, and closes it.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public static Raster ReadPage(string path, int page = 0)
    {
        using ImageSource source = Open(path);
        return source.Read(page);
    }

    /// <summary>Opens a file, counts its pages and closes it.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, naming the file.</exception>
    public static int CountPages(string path)
    {
        using ImageSource source = Open(path);
        return source.PageCount;
    }

    private void Require(int page)
    {
        if (page < 0 || page >= PageCount)
            throw new SegException("image.page", $"{Path} has {PageCount} pages; there is no page {page + 1}.");
    }

    /// <summary>Whatever a decoder throws at a stranger's file is a fault of the file, reported with its path.</summary>
    internal static T Explained<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not SegException)
        {
            string why = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                IOException or UnauthorizedAccessException => e.Message,
                InvalidDataException or UnsupportedImageException => e.Message,
                OutOfMemoryException => "there is not enough memory for its pixels",
                _ => "it is damaged",
            };
            string remedy =
                (e as UnsupportedImageException)?.Remedy ?? "Replace the file or move it out of the dataset.";
            throw new SegException("image.unreadable", $"Cannot read {path}: {why.TrimEnd('.')}. {remedy}", e);
        }
    }
}
