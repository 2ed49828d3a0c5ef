using static TorchSharp.torch;

namespace Seg.Core.Prediction;

/// <summary>Where tiles begin along one side of an image, and how much each of their pixels counts.</summary>
/// <param name="Tile">The length of a tile.</param>
/// <param name="Overlap">The least that neighbours share.</param>
internal sealed record TileGrid(int Tile, int Overlap)
{
    // What the deepest encoder halves an image by.
    private const int Stride = 32;

    /// <summary>Starts in ascending order, all multiples of the stride; the tiles cover 0 to size.</summary>
    public IReadOnlyList<int> Starts(int size)
    {
        if (size <= Tile)
            return [0];
        int last = (size - Tile + Stride - 1) / Stride * Stride;
        int count = (int)Math.Ceiling((double)last / (Tile - Overlap)) + 1;
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)last * i / (count - 1)) / Stride * Stride)];
    }

    /// <summary>Height,width weights, 1 in the middle and falling to nearly 0 at the edges within the overlap.</summary>
    public Tensor Weights(long height, long width, Device device)
    {
        using Tensor down = Ramp(height, device).reshape(-1, 1);
        using Tensor across = Ramp(width, device).reshape(1, -1);
        return down * across;
    }

    private Tensor Ramp(long length, Device device)
    {
        float[] ramp = new float[length];
        for (int i = 0; i < length; i++)
            ramp[i] = Math.Min(1, Math.Min(i + 1, length - i) / (float)Math.Max(1, Overlap));
        return tensor(ramp, device: device);
    }
}
