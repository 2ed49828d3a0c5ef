using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>How often each of the 256 values occurs in a mask.</summary>
internal sealed class MaskCounts
{
    private readonly long[] counts = new long[256];

    public MaskCounts(Mat mask)
    {
        foreach (byte value in mask.AsSpan<byte>())
            counts[value]++;
    }

    public long this[int value] => counts[value];

    public long NotLabelled => counts[MaskFile.Ignore];

    /// <summary>The values that occur, without <see cref="MaskFile.Ignore"/>, ascending.</summary>
    public IEnumerable<int> Labels => Enumerable.Range(0, MaskFile.Ignore).Where(value => counts[value] > 0);
}
