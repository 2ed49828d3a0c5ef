using static TorchSharp.torch;

namespace Seg.Core.Prediction;

/// <summary>The tiles along one side of an image: where they begin, and how long they are; the last may be shorter.</summary>
internal sealed record TileSide(int Length, IReadOnlyList<int> Starts);

/// <summary>How an image is cut into tiles that overlap, and how much each of their pixels counts.</summary>
internal sealed record TileGrid
{
    // What the deepest encoder halves an image by.
    private const int Stride = 32;

    /// <param name="tile">The greatest length of a tile, a multiple of 32 and at least 64.</param>
    public TileGrid(int tile)
    {
        if (tile < 2 * Stride || tile % Stride != 0)
            throw new ArgumentOutOfRangeException(
                nameof(tile),
                tile,
                "A tile is a multiple of 32 pixels, at least 64."
            );
        Tile = tile;
        Overlap = Math.Max(Stride, tile / 8 / Stride * Stride);
    }

    public int Tile { get; }

    /// <summary>What neighbours share, a multiple of the stride.</summary>
    public int Overlap { get; }

    /// <summary>
    /// As few tiles as cover 0 to size, all of nearly the same length, so that an image a little larger than one tile
    /// does not cost two whole ones. Starts are multiples of the stride in ascending order.
    /// </summary>
    public TileSide Along(int size)
    {
        if (size <= Tile)
            return new TileSide(size, [0]);
        int rest = size - Overlap;
        int count = DivideUp(rest, Tile - Overlap);
        int step = DivideUp(DivideUp(rest, count), Stride) * Stride;
        return new TileSide(step + Overlap, [.. Enumerable.Range(0, DivideUp(rest, step)).Select(i => i * step)]);
    }

    /// <summary>Height,width weights, 1 in the middle and falling to nearly 0 at the edges within the overlap.</summary>
    public Tensor Weights(long height, long width, Device device)
    {
        using Tensor down = Ramp(height, device);
        using Tensor across = Ramp(width, device);
        return outer(down, across);
    }

    private Tensor Ramp(long length, Device device)
    {
        float[] ramp = new float[length];
        for (int i = 0; i < length; i++)
        {
            // Rising without a bend at either end (3t² - 2t³): a bend shows as a faint line.
            float t = Math.Min(1, Math.Min(i + 1, length - i) / (float)Overlap);
            ramp[i] = t * t * (3 - 2 * t);
        }
        return tensor(ramp, device: device);
    }

    private static int DivideUp(int a, int b) => (a + b - 1) / b;
}
