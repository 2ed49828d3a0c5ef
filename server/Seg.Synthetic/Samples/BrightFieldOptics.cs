using OpenCvSharp;

namespace Seg.Synthetic.Samples;

/// <summary>
/// Forms the image as a bright-field microscope does (Abbe's theory; Born and Wolf, Principles of Optics, chapter 10): the
/// specimen delays the light, the objective passes what its aperture catches, the defocus bends the wave fronts, and the
/// intensities under all directions of the condenser add up. A cell is a small lens: below focus its middle is bright
/// within a dark ring, above focus its rim is dark within a light halo.
/// </summary>
internal static class BrightFieldOptics
{
    private const double ObjectiveAperture = 0.65;
    private const double CondenserAperture = 0.18;
    private const double MediumIndex = 1.33;
    private const int Directions = 7;

    // Red, green and blue: wavelength, and the shift of its focus by an achromatic objective, micrometres.
    private static readonly (double Wavelength, double Shift)[] Colors = [(0.61, 0.15), (0.54, 0), (0.47, -0.2)];

    /// <summary>The relative intensity in one colour; 1 is the empty background. Canvas, 32-bit float.</summary>
    /// <param name="specimen">A layer of the field.</param>
    /// <param name="frame">The canvas.</param>
    /// <param name="height">The focus height above the layer, micrometres.</param>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    public static Mat Image(Specimen specimen, Frame frame, double height, int color)
    {
        (double wavelength, double shift) = Colors[color];
        double defocus = -(height + shift) / MediumIndex;
        using Mat spectrum = Transmitted(specimen, wavelength);
        Cv2.Dft(spectrum, spectrum);

        Mat sum = frame.Canvas(MatType.CV_32FC1);
        Span<float> total = sum.AsSpan<float>();
        using var field = new Mat();
        for (int i = 0; i <= Directions; i++)
        {
            // One direction along the axis, the others on a ring, turned from colour to colour so that no pattern shows.
            double tilt = i == 0 ? 0 : CondenserAperture / wavelength;
            double angle = 2 * Math.PI * (i + color / 3.0) / Directions;
            using Mat transfer = Transfer(frame, wavelength, defocus, tilt * Math.Cos(angle), tilt * Math.Sin(angle));
            Cv2.MulSpectrums(spectrum, transfer, field, DftFlags.None);
            Cv2.Dft(field, field, DftFlags.Inverse | DftFlags.Scale);
            Span<Vec2f> wave = field.AsSpan<Vec2f>();
            for (int p = 0; p < total.Length; p++)
                total[p] += (wave[p].Item0 * wave[p].Item0 + wave[p].Item1 * wave[p].Item1) / (Directions + 1);
        }
        return sum;
    }

    /// <summary>The complex amplitude behind the specimen.</summary>
    private static Mat Transmitted(Specimen specimen, double wavelength)
    {
        var wave = new Mat(specimen.Path.Size(), MatType.CV_32FC2);
        Span<Vec2f> amplitude = wave.AsSpan<Vec2f>();
        Span<float> path = specimen.Path.AsSpan<float>();
        Span<float> absorption = specimen.Absorption.AsSpan<float>();
        float wavenumber = (float)(2 * Math.PI / wavelength);
        for (int i = 0; i < amplitude.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(wavenumber * path[i]);
            float left = MathF.Exp(-absorption[i]);
            amplitude[i] = new Vec2f(left * cos, left * sin);
        }
        return wave;
    }

    /// <summary>What the objective does to each spatial frequency (per micrometre) of light that comes in tilted.</summary>
    private static Mat Transfer(Frame frame, double wavelength, double defocus, double tiltX, double tiltY)
    {
        Mat transfer = frame.Canvas(MatType.CV_32FC2);
        double cutoff = Math.Pow(ObjectiveAperture / wavelength, 2);
        Span<Vec2f> values = transfer.AsSpan<Vec2f>();
        for (int row = 0; row < frame.CanvasHeight; row++)
        {
            double fy = Frequency(row, frame.CanvasHeight) + tiltY;
            for (int column = 0; column < frame.CanvasWidth; column++)
            {
                double fx = Frequency(column, frame.CanvasWidth) + tiltX;
                double squared = fx * fx + fy * fy;
                if (squared > cutoff)
                    continue;
                (double sin, double cos) = Math.SinCos(-Math.PI * wavelength * defocus * squared);
                values[row * frame.CanvasWidth + column] = new Vec2f((float)cos, (float)sin);
            }
        }
        return transfer;
    }

    private static double Frequency(int index, int count) =>
        (index <= count / 2 ? index : index - count) / (count * Frame.PixelSize);
}
