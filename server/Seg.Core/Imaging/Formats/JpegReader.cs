namespace Seg.Core.Imaging.Formats;

/// <summary>Reads JPEG files: gray or colour, sequential or progressive.</summary>
internal sealed class JpegReader(ByteSource source) : ImageReader
{
    public override Raster Read(int page) => JpegColors.Convert(JpegFile.Decode(source.ReadAll()));

    public override IReadOnlyList<string> Notes(int page) =>
        [
            .. base.Notes(page),
            .. JpegSegments.IsForPrint(source.ReadAll())
                ? ["The file holds colours for print (CMYK); Seg turns them into red, green, blue."]
                : (string[])[],
        ];

    protected override long AskedOrientation(int page) => JpegSegments.Orientation(source.ReadAll());
}
