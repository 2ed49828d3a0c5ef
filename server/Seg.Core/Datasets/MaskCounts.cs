using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>How often each of the 256 values occurs in a mask.</summary>
internal sealed class MaskCounts
{
    // No set of classes has one object of each of so many in an image by chance.
    private const int ManyObjects = 10;

    /// <summary>What to do where <see cref="AreObjects"/>.</summary>
    public const string ObjectsRemedy =
        "Seg's masks hold a class at each pixel: save all objects of one class as one value, such as 1, with a line of 0 between those that touch.";

    private readonly long[] counts = new long[256];

    public MaskCounts(Raster<byte> mask)
    {
        foreach (byte value in mask.Pixels)
            counts[value]++;
        AreObjects = Labels.Count(value => value > 0) >= ManyObjects && IsEachOneRegion(mask);
    }

    public long this[int value] => counts[value];

    public long NotLabelled => counts[MaskFile.Ignore];

    /// <summary>The values that occur, without <see cref="MaskFile.Ignore"/>, ascending.</summary>
    public IEnumerable<int> Labels => Enumerable.Range(0, MaskFile.Ignore).Where(value => counts[value] > 0);

    /// <summary>Whether the values are most likely numbers of objects, not classes: many, and each is one connected region.</summary>
    public bool AreObjects { get; }

    private bool IsEachOneRegion(Raster<byte> mask) =>
        Labels.Where(value => value > 0).All(value => ConnectedComponents.Label(mask, (byte)value).Count == 1);
}
