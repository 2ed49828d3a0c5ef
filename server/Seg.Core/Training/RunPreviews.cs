using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;

namespace Seg.Core.Training;

/// <summary>
/// Pictures of validation images: of a few, for each epoch. Long trainings would fill the disk with them, so those of older
/// epochs are thinned out: the newest stay, the best, the first, and of the others so many that one can go back through them.
/// </summary>
internal sealed class RunPreviews(RunFolder folder, IReadOnlyList<SegClass> classes)
{
    /// <summary>Of how many images; of more nobody looks at them.</summary>
    public const int Images = 4;

    private const int Newest = 10;
    private const int Older = 30;
    private const int LongestName = 200;

    // What PNG makes of a byte of such pictures, which are half gray.
    private const double Compression = 0.5;

    /// <summary>Writes the picture of an image and gives its place in the run's folder.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public string Draw(LabelledImage image, Raster<byte> predicted, int epoch)
    {
        string file = Path.Combine(Path.GetFileName(folder.Previews), $"{epoch:D4}_{Short(image.Stem)}.png");
        Raster<byte> sheet = ResultSheet.Draw(image.Image, image.Mask, predicted, classes);
        ImageFile.Write(Path.Combine(folder.Path, file), sheet);
        return file;
    }

    /// <summary>Removes pictures of epochs that are not kept any more.</summary>
    /// <param name="newest">The last epoch.</param>
    /// <param name="best">The best.</param>
    public void Prune(int newest, int best)
    {
        if (!Directory.Exists(folder.Previews))
            return;
        foreach (string file in Directory.EnumerateFiles(folder.Previews, "*_*.png"))
            if (EpochOf(file) is { } epoch && !IsKept(epoch, newest, best))
                AtomicFile.TryDelete(file);
    }

    /// <summary>About how many bytes the pictures take at most.</summary>
    public static long BytesFor(IReadOnlyList<LabelledImage> validation, int epochs)
    {
        double each = validation
            .Take(Images)
            .Sum(image =>
            {
                (int width, int height) = ResultSheet.SizeOf(image.Image);
                return 3 * Compression * width * height;
            });
        return (long)(each * Math.Min(epochs, Newest + Older + 2));
    }

    /// <summary>Whether the pictures of an epoch stay; the same answer whenever it is asked again.</summary>
    internal static bool IsKept(int epoch, int newest, int best)
    {
        int step = 1;
        while (newest / step > Older)
            step *= 2;
        return epoch > newest - Newest || epoch % step == 0 || epoch == 1 || epoch == best;
    }

    private static int? EpochOf(string file)
    {
        string name = Path.GetFileName(file);
        return int.TryParse(
            name.AsSpan(0, name.IndexOf('_')),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int epoch
        )
            ? epoch
            : null;
    }

    // A name may be as long as names can be, and this one is longer.
    private static string Short(string stem)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stem);
        return bytes.Length <= LongestName ? stem : Convert.ToHexString(SHA256.HashData(bytes));
    }
}
