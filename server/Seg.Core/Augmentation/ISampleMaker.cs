namespace Seg.Core.Augmentation;

/// <summary>Makes samples by their numbers, in any order and by several threads at once.</summary>
public interface ISampleMaker
{
    /// <summary>The side of the samples in pixels.</summary>
    int CropSize { get; }

    /// <summary>The channels of the samples, 1 or 3.</summary>
    int Channels { get; }

    /// <summary>How many labels a pixel has; their planes lie one after the other.</summary>
    int LabelPlanes { get; }

    /// <summary>Makes one sample in place.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="index">The sample's number in the epoch, from 0.</param>
    /// <param name="pixels">H,W,C.</param>
    /// <param name="labels">Planes,H,W.</param>
    void Make(int epoch, int index, Span<float> pixels, Span<byte> labels);
}
