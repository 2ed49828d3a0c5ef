using OpenCvSharp;

namespace Seg.Synthetic.Samples;

/// <summary>Turns light into what the camera writes. Planes are relative intensities, picture size, 32-bit float.</summary>
internal static class Camera
{
    // A halogen lamp looks brownish to a camera balanced for daylight.
    private static readonly double[] Balance = [1, 0.776, 0.7];

    // Light that strays within lenses and tube takes away some contrast.
    private const double Flare = 0.1;

    // The curve of an ordinary colour camera makes bright parts less bright than they are.
    private const double Gamma = 0.8;

    // A colour camera interpolates between its red, green and blue pixels, so that noise has grains of more than one
    // pixel and the colours share most of it.
    private const double GrainSize = 0.66;
    private const double SharedNoise = 3.2;
    private const double OwnNoise = 1.9;

    /// <summary>An 8-bit RGB picture.</summary>
    /// <param name="planes">Red, green, blue.</param>
    /// <param name="light">The value of the empty background in red, of 255.</param>
    /// <param name="chance">For the noise.</param>
    public static Mat Color(IReadOnlyList<Mat> planes, double light, Chance chance)
    {
        using Mat shared = Noise(planes[0].Size(), chance, SharedNoise);
        var channels = new List<Mat>();
        for (int i = 0; i < planes.Count; i++)
        {
            using Mat own = Noise(planes[i].Size(), chance, OwnNoise * (1 + 0.15 * i));
            using Mat lit = new();
            planes[i].ConvertTo(lit, -1, 1 - Flare, Flare);
            using Mat value = lit.Pow(Gamma);
            value.ConvertTo(value, -1, light * Balance[i]);
            using Mat blurred = value.GaussianBlur(new Size(0, 0), 0.55 + 0.1 * i);
            Cv2.Add(blurred, shared, blurred);
            Cv2.Add(blurred, own, blurred);
            var rounded = new Mat();
            blurred.ConvertTo(rounded, MatType.CV_8U);
            channels.Add(rounded);
        }
        var picture = new Mat();
        Cv2.Merge([.. channels], picture);
        channels.ForEach(channel => channel.Dispose());
        return picture;
    }

    /// <summary>A 16-bit gray picture of a scientific camera with 12 bits: linear, with the noise of counting photons.</summary>
    public static Mat Gray(Mat plane, Chance chance)
    {
        const double background = 1500;
        const double offset = 100;
        var picture = new Mat(plane.Size(), MatType.CV_16UC1);
        Span<float> values = plane.AsSpan<float>();
        Span<ushort> counts = picture.AsSpan<ushort>();
        for (int i = 0; i < counts.Length; i++)
        {
            double photons = background * values[i];
            double count = offset + photons + 0.5 * Math.Sqrt(photons) * chance.Normal();
            counts[i] = (ushort)Math.Clamp(Math.Round(count), 0, 4095);
        }
        return picture;
    }

    private static Mat Noise(Size size, Chance chance, double strength)
    {
        using var noise = new Mat(size, MatType.CV_32FC1);
        Span<float> values = noise.AsSpan<float>();
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(strength * chance.Normal());
        return noise.GaussianBlur(new Size(0, 0), GrainSize);
    }
}
