using BitMiracle.LibTiff.Classic;
using Seg.Core.Files;
using Seg.Core.Imaging.Formats;

namespace Seg.Core.Imaging;

/// <summary>Writes TIFF files by LibTiff.NET, packed by Deflate, which the field's programs read without further libraries.</summary>
public static class TiffFile
{
    // Offsets have 32 bits in a TIFF, 64 in a BigTIFF. LibTiff.NET cannot change its mind halfway.
    private const long MaxClassicBytes = 3_500_000_000;
    private const int StripBytes = 1 << 18;

    /// <summary>Writes images of any size and kind of value as the pages of one file, atomically; three channels are colours.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Write(string path, IReadOnlyList<Raster> pages) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                bool isBig = pages.Sum(page => (long)page.Height * page.Stride * page.ValueBytes) > MaxClassicBytes;
                using Tiff tiff = LibTiff.Create(stream, isBig);
                foreach (Raster page in pages)
                    WritePage(tiff, page);
            }
        );

    private static void WritePage(Tiff tiff, Raster page)
    {
        int rowBytes = page.Stride * page.ValueBytes;
        int rows = Math.Clamp(StripBytes / rowBytes, 1, page.Height);
        bool isColor = page.Channels == 3;
        tiff.SetField(TiffTag.IMAGEWIDTH, page.Width);
        tiff.SetField(TiffTag.IMAGELENGTH, page.Height);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, page.Channels);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8 * page.ValueBytes);
        tiff.SetField(TiffTag.SAMPLEFORMAT, FormatOf(page));
        tiff.SetField(TiffTag.PHOTOMETRIC, isColor ? Photometric.RGB : Photometric.MINISBLACK);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, Compression.ADOBE_DEFLATE);
        tiff.SetField(TiffTag.ROWSPERSTRIP, rows);
        if (page.Channels > 1 && !isColor)
            tiff.SetField(TiffTag.EXTRASAMPLES, page.Channels - 1, new short[page.Channels - 1]);
        var strip = new byte[rows * rowBytes];
        for (int y = 0; y < page.Height; y += rows)
        {
            int count = Math.Min(rows, page.Height - y);
            for (int row = 0; row < count; row++)
                page.RowBytes(y + row).CopyTo(strip.AsSpan(row * rowBytes));
            tiff.WriteEncodedStrip(y / rows, strip, count * rowBytes);
        }
        tiff.WriteDirectory();
    }

    private static SampleFormat FormatOf(Raster page) =>
        page switch
        {
            Raster<byte> or Raster<ushort> or Raster<uint> => SampleFormat.UINT,
            Raster<sbyte> or Raster<short> or Raster<int> => SampleFormat.INT,
            Raster<float> or Raster<double> => SampleFormat.IEEEFP,
            _ => throw new NotSupportedException($"A TIFF file does not hold {page.ValueType}."),
        };
}
