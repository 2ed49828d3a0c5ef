using System.Globalization;
using System.IO.Compression;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Seg.Core;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Serving;

/// <summary>
/// A folder of pictures as files of values. A picture that was written is used again until the image changes: the name
/// tells which image and page it is of, when that was saved, and what is in the file.
/// </summary>
internal sealed partial class RenderFolder(string folder, long mostBytes = 1L << 30)
{
    // A temporary file that is older was left by a kill.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    /// <summary>A picture, and what is sent with it about the image that it is of.</summary>
    /// <param name="Picture">1 or 3 channels.</param>
    /// <param name="Pages">How many pages the image has.</param>
    /// <param name="Orientation">How its page asks to be turned, see <see cref="ImageSource.Orientation"/>.</param>
    public sealed record Drawn(Raster Picture, int Pages = 1, int Orientation = 1);

    /// <summary>Writes the picture unless it is there, and makes room for it.</summary>
    /// <param name="file">The full path of an image.</param>
    /// <param name="page">From 1.</param>
    /// <param name="stop">Ends the work; no part of a file stays.</param>
    /// <exception cref="Core.SegException"><c>image.unreadable</c>, <c>image.page</c> or <c>file.write</c>.</exception>
    public RenderResult Render(string file, int page, CancellationToken stop) =>
        Render(file, page, "", () => Read(file, page), stop);

    /// <summary>Reads a page, from 1, of an image.</summary>
    /// <exception cref="Core.SegException"><c>image.unreadable</c>, <c>image.page</c> or <c>image.channels</c>.</exception>
    public static Drawn Read(string file, int page)
    {
        using ImageSource source = ImageSource.Open(file);
        Raster picture = ImageChannels.Require(source.Read(page - 1), file);
        return new(picture, source.PageCount, source.Orientation(page - 1));
    }

    /// <summary>Writes another picture of that page unless it is there.</summary>
    /// <param name="file">The full path of an image.</param>
    /// <param name="page">From 1.</param>
    /// <param name="kind">What tells this picture from others of the page.</param>
    /// <param name="draw">Makes the picture.</param>
    /// <param name="stop">Ends the work; no part of a file stays.</param>
    public RenderResult Render(string file, int page, string kind, Func<Drawn> draw, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        string key = Key(file, page, kind);
        if (FindKey(key) is { } written)
            return written;

        (Raster image, int pages, int orientation) = draw();
        stop.ThrowIfCancellationRequested();
        PixelType type = image switch
        {
            Raster<byte> => PixelType.Uint8,
            Raster<ushort> => PixelType.Uint16,
            _ => PixelType.Float32,
        };
        var result = new RenderResult("", image.Width, image.Height, image.Channels, type, pages, orientation);
        result = result with { File = Path.Combine(folder, Name(key, result)) };
        AtomicFile.MakeFolder(folder);
        AtomicFile.Write(result.File, stream => WriteValues(image, stream, stop));
        MakeRoom(result.File);
        return result;
    }

    /// <summary>Another picture of that page, where it was written already.</summary>
    public RenderResult? Find(string file, int page, string kind) => FindKey(Key(file, page, kind));

    private static void WriteValues(Raster image, Stream stream, CancellationToken stop)
    {
        switch (image)
        {
            case Raster<byte> bytes:
                WriteRows(bytes, stream, stop);
                break;
            case Raster<ushort> words:
                WriteRows(words, stream, stop);
                break;
            default:
                WriteRows(image.ToSingle(), stream, stop);
                break;
        }
    }

    private static void WriteRows<T>(Raster<T> image, Stream stream, CancellationToken stop)
        where T : unmanaged
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        for (int y = 0; y < image.Height; y++)
        {
            stop.ThrowIfCancellationRequested();
            gzip.Write(MemoryMarshal.AsBytes(image.Row(y)));
        }
    }

    private RenderResult? FindKey(string key)
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (string file in Directory.EnumerateFiles(folder, key + "-*.gz"))
        {
            GroupCollection parts = Picture().Match(Path.GetFileName(file)).Groups;
            // Earlier versions did not write down how an image asks to be turned; such a picture goes when there is no room.
            if (!parts["orientation"].Success || !Touch(file))
                continue;
            return new RenderResult(
                file,
                Number("width"),
                Number("height"),
                Number("channels"),
                Enum.Parse<PixelType>(parts["type"].Value),
                Number("pages"),
                Number("orientation")
            );

            int Number(string part) => int.Parse(parts[part].Value, CultureInfo.InvariantCulture);
        }
        return null;
    }

    /// <summary>What was wanted last is removed last.</summary>
    /// <returns>False where another window has just removed it.</returns>
    private static bool Touch(string file)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Removes what was not wanted for longest. Whatever else may be in the folder is not ours.</summary>
    private void MakeRoom(string newest)
    {
        long bytes = 0;
        foreach (
            (string file, long length, _) in Files()
                .Where(file => Picture().IsMatch(Path.GetFileName(file.Path)))
                .OrderByDescending(file => file.Path == newest)
                .ThenByDescending(file => file.Saved)
        )
        {
            bytes += length;
            if (bytes > mostBytes && file != newest)
                File.Delete(file);
        }
        foreach ((string file, _, DateTimeOffset saved) in Files())
            if (LeftOver().IsMatch(Path.GetFileName(file)) && saved < DateTimeOffset.UtcNow - LongestWrite)
                File.Delete(file);
    }

    /// <summary>Looked up all at once: other windows add and remove files meanwhile.</summary>
    private (string Path, long Length, DateTimeOffset Saved)[] Files() =>
        [
            .. new FileSystemEnumerable<(string, long, DateTimeOffset)>(
                folder,
                (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc),
                new EnumerationOptions { AttributesToSkip = default } // else names with a dot are left out
            ),
        ];

    private static string Name(string key, RenderResult picture) =>
        $"{key}-{picture.Width}x{picture.Height}x{picture.Channels}-{picture.Type}-{picture.Pages}-{picture.Orientation}.gz";

    private static string Key(string file, int page, string kind)
    {
        (long length, DateTime saved) = FileStamp.Of(file);
        string identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{file}\n{saved.Ticks}\n{length}\n{page}\n{kind}"
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..32];
    }

    [GeneratedRegex(
        @"^\w{32}-(?<width>\d+)x(?<height>\d+)x(?<channels>\d)-(?<type>\w+)-(?<pages>\d+)(-(?<orientation>\d))?\.gz$"
    )]
    private static partial Regex Picture();

    /// <summary>What a kill has left of <see cref="AtomicFile"/>.</summary>
    [GeneratedRegex(@"^\.seg-\w{32}\.tmp$")]
    private static partial Regex LeftOver();
}
