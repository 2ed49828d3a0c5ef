using Seg.Core.Imaging;
using Seg.Core.Metrics;

namespace Seg.Core.Tests.Metrics;

/// <summary>Small masks written out.</summary>
internal static class Masks
{
    public static readonly byte[,] Truth =
    {
        { 0, 0, 1 },
        { 1, 1, 2 },
        { 2, 255, 2 },
    };

    public static readonly byte[,] Prediction =
    {
        { 0, 1, 1 },
        { 1, 0, 2 },
        { 2, 2, 1 },
    };

    public static Raster<byte> Of(byte[,] values) =>
        new([.. values.Cast<byte>()], values.GetLength(1), values.GetLength(0));

    public static byte[,] Random(Random random, int classes, bool withIgnored)
    {
        byte[,] values = new byte[5, 7];
        for (int y = 0; y < 5; y++)
        for (int x = 0; x < 7; x++)
            values[y, x] =
                withIgnored && random.Next(6) == 0 ? MaskFile.Ignore : (byte)random.Next(random.Next(classes) + 1);
        return values;
    }

    public static ConfusionMatrix Count(int classes, byte[,] truth, byte[,] prediction)
    {
        Raster<byte> t = Of(truth);
        Raster<byte> p = Of(prediction);
        var matrix = new ConfusionMatrix(classes);
        matrix.Add(t, p);
        return matrix;
    }
}
