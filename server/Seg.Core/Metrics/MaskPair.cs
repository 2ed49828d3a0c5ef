using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Metrics;

/// <summary>Two files with masks of the same image.</summary>
internal sealed record MaskPair(string Truth, string Mask)
{
    public string Stem => Path.GetFileNameWithoutExtension(Truth);

    /// <summary>One more than the greatest class of both.</summary>
    public int ClassCount(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Math.Max(GreatestClass(Truth), GreatestClass(Mask)) + 1;
    }

    public ConfusionMatrix Count(int classCount, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using Mat truth = MaskFile.Read(Truth);
        using Mat mask = MaskFile.Read(Mask);
        if (truth.Size() != mask.Size())
            throw new SegException(
                "evaluate.size",
                $"{Mask} has {mask.Width} x {mask.Height} pixels and {Truth} {truth.Width} x {truth.Height}; "
                    + "masks are compared pixel by pixel, so make them the same size."
            );
        var confusion = new ConfusionMatrix(classCount);
        try
        {
            confusion.Add(truth, mask);
        }
        catch (SegException e)
        {
            throw new SegException(e.Code, $"Cannot compare {Mask} with {Truth}: {e.Message}", e);
        }
        return confusion;
    }

    private static int GreatestClass(string path)
    {
        using Mat mask = MaskFile.Read(path);
        Cv2.Threshold(mask, mask, MaskFile.Ignore - 1, 0, ThresholdTypes.TozeroInv);
        mask.MinMaxIdx(out double _, out double greatest);
        return (int)greatest;
    }
}
