using OpenCvSharp;
using Seg.Core.Files;

namespace Seg.Synthetic.Samples;

/// <summary>Writes pictures of one size and type as the pages of one TIFF file.</summary>
internal static class TiffStack
{
    // TIFF 6.0, section 13: LZW, which every reader of scientific images knows.
    private const int Lzw = 5;

    public static void Write(string path, IReadOnlyList<Mat> pages)
    {
        // OpenCV writes several pages to a named file only, so that file is made elsewhere and then taken over whole.
        string folder = Directory.CreateTempSubdirectory("seg-").FullName;
        try
        {
            string file = Path.Combine(folder, "stack.tif");
            Cv2.ImWrite(file, pages, new ImageEncodingParam(ImwriteFlags.TiffCompression, Lzw));
            AtomicFile.WriteBytes(path, File.ReadAllBytes(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
