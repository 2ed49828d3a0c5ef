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
        Raster<byte> truth = MaskFile.ReadIndices(Truth);
        Raster<byte> mask = MaskFile.ReadIndices(Mask);
        if (!truth.HasSizeOf(mask))
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
        byte greatest = 0;
        foreach (byte value in MaskFile.ReadIndices(path).Pixels)
            if (value > greatest && value != MaskFile.Ignore)
                greatest = value;
        return greatest;
    }
}
