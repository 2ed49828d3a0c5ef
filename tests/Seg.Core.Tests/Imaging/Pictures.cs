using OpenCvSharp;

namespace Seg.Core.Tests.Imaging;

/// <summary>Small pictures with known pixels.</summary>
internal static class Pictures
{
    /// <summary>Every value differs from its neighbours and between channels.</summary>
    public static Mat Of(MatType type, int width = 7, int height = 5)
    {
        var picture = new Mat(height, width, type);
        using Mat flat = picture.Reshape(1);
        int columns = width * type.Channels;
        for (int y = 0; y < height; y++)
        for (int x = 0; x < columns; x++)
        {
            int value = (x * 11 + y * 29) % 251;
            if (type.Depth == MatType.CV_8U)
                flat.Set(y, x, (byte)value);
            else if (type.Depth == MatType.CV_16U)
                flat.Set(y, x, (ushort)(value * 257 + 3));
            else if (type.Depth == MatType.CV_32F)
                flat.Set(y, x, value / 4f - 10);
            else
                flat.Set(y, x, value / 4.0 - 10);
        }
        return picture;
    }

    public static void AssertEqual(Mat expected, Mat actual)
    {
        Assert.Equal(expected.Type(), actual.Type());
        Assert.Equal(expected.Size(), actual.Size());
        Assert.Equal(0, Cv2.Norm(expected, actual, NormTypes.INF));
    }
}
