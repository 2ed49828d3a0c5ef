using System.Globalization;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// The pages of a TIFF or BigTIFF file. Reduced copies and transparency masks of a page are no pages; a stack that
/// ImageJ wrote with one directory has all its pages. A page is described and read only when it is asked for.
/// </summary>
internal sealed class TiffReader : ImageReader
{
    private const int SubfileType = 254;
    private const int OldSubfileType = 255;
    private const int Description = 270;

    // A damaged file must not keep us busy: no stack has more pages than this.
    private const int MaxPages = 1_000_000;

    private readonly ByteSource bytes;
    private readonly TiffHeader header;
    private readonly List<long> directories = [];

    // Of a stack with one directory: how far apart its pages are.
    private readonly long stride;

    public TiffReader(ByteSource bytes)
    {
        this.bytes = bytes;
        header = TiffHeader.Read(bytes);
        FindDirectories();
        (PageCount, stride) = directories.Count == 1 ? Stack() : (directories.Count, 0);
    }

    public override int PageCount { get; }

    public override Raster Read(int page) => TiffPixels.Read(bytes, Layout(page));

    protected override long AskedOrientation(int page) => Layout(page).Orientation;

    private TiffLayout Layout(int page)
    {
        var layout = new TiffLayout(header, new TiffDirectory(header, directories[stride > 0 ? 0 : page]));
        return stride > 0 ? layout.MovedBy(page * stride, bytes.Length) : layout;
    }

    private void FindDirectories()
    {
        long first = 0;
        var seen = new HashSet<long>();
        for (long at = header.First; at != 0 && seen.Count < MaxPages && seen.Add(at); )
        {
            if (at < 0 || at >= bytes.Length)
                throw new InvalidDataException("it ends too early: the description of a page is missing");
            var directory = new TiffDirectory(header, at);
            // Programs that died while they wrote leave zeros behind the last page.
            if (directory.IsEmpty)
                break;
            first = first == 0 ? at : first;
            if (IsPage(directory))
                directories.Add(at);
            at = directory.Next;
        }
        if (first == 0)
            throw new InvalidDataException("it has no pages");
        if (directories.Count == 0)
            directories.Add(first);
    }

    private static bool IsPage(TiffDirectory directory)
    {
        const int reducedOrMask = 1 | 4;
        const int oldReduced = 2;
        return (directory.Number(SubfileType, 0) & reducedOrMask) == 0
            && directory.Number(OldSubfileType, 0) != oldReduced;
    }

    /// <summary>
    /// ImageJ writes stacks beyond 4 GB, and others in its manner all stacks, with the directory of the first page only; the
    /// other pages follow behind its pixels. A description without pixels behind was kept by a program that saved one page.
    /// </summary>
    private (int Pages, long Stride) Stack()
    {
        var directory = new TiffDirectory(header, directories[0]);
        string text = directory.Text(Description);
        int images = text.StartsWith("ImageJ=", StringComparison.Ordinal) ? ImagesOf(text) : 1;
        if (images <= 1)
            return (1, 0);
        TiffLayout layout = new(header, directory);
        long page = layout.UnbrokenLength();
        long end = layout.Parts.Offsets[0] + page;
        bool hasMore = page > 0 && end < bytes.Length && directory.At < layout.Parts.Offsets[0];
        return hasMore ? (images, page) : (1, 0);
    }

    private static int ImagesOf(string description)
    {
        const string key = "images=";
        foreach (string line in description.Split('\n'))
            if (
                line.StartsWith(key, StringComparison.Ordinal)
                && int.TryParse(
                    line.AsSpan(key.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int images
                )
            )
                return Math.Min(images, MaxPages);
        return 1;
    }
}
