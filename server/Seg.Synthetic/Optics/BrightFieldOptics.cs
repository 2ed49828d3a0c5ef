using Seg.Core;
using Seg.Core.Tensors;
using Seg.Synthetic.Drawing;
using Seg.Synthetic.Specimens;
using static TorchSharp.torch;

namespace Seg.Synthetic.Optics;

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

    /// <summary>The relative intensity in one colour; 1 is the empty background. Canvas.</summary>
    /// <param name="layer">A layer of the field.</param>
    /// <param name="frame">The canvas.</param>
    /// <param name="height">The focus height above the layer, micrometres.</param>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    public static Raster<float> Image(RefractiveLayer layer, Frame frame, double height, int color)
    {
        (double wavelength, double shift) = Colors[color];
        double defocus = -(height + shift) / MediumIndex;
        using var scope = ComputeScope.Open();
        Tensor spectrum = fft.fft2(Transmitted(layer, wavelength));
        Raster<float> sum = frame.Canvas<float>();
        Tensor total = zeros(frame.CanvasHeight, frame.CanvasWidth);
        for (int i = 0; i <= Directions; i++)
        {
            using var direction = ComputeScope.Open();
            // One direction along the axis, the others on a ring, turned from colour to colour so that no pattern shows.
            double tilt = i == 0 ? 0 : CondenserAperture / wavelength;
            double angle = 2 * Math.PI * (i + color / 3.0) / Directions;
            Tensor transfer = Transfer(frame, wavelength, defocus, tilt * Math.Cos(angle), tilt * Math.Sin(angle));
            Tensor wave = fft.ifft2(spectrum * transfer);
            total.addcmul_(wave.real, wave.real, 1).addcmul_(wave.imag, wave.imag, 1);
        }
        TensorConversion.CopyFloats(total.div_(Directions + 1), sum, 0);
        return sum;
    }

    /// <summary>The complex amplitude behind the layer. H,W.</summary>
    private static Tensor Transmitted(RefractiveLayer layer, double wavelength)
    {
        Tensor path = TensorConversion.Image(layer.Path, CPU);
        Tensor absorption = TensorConversion.Image(layer.Absorption, CPU);
        return polar(absorption.neg().exp(), path * (float)(2 * Math.PI / wavelength))
            .reshape(layer.Path.Height, layer.Path.Width);
    }

    /// <summary>What the objective does to each spatial frequency (per micrometre) of light that comes in tilted. H,W.</summary>
    private static Tensor Transfer(Frame frame, double wavelength, double defocus, double tiltX, double tiltY)
    {
        Tensor squareX = (Frequencies(frame.CanvasWidth) + tiltX).square();
        Tensor squareY = (Frequencies(frame.CanvasHeight) + tiltY).square().unsqueeze(1);
        // The phase is a sum of what depends on the column and on the row, so a wave for each is enough.
        double bend = -Math.PI * wavelength * defocus;
        Tensor wave = Turned(squareX * bend) * Turned(squareY * bend);
        return wave * (squareX + squareY <= Math.Pow(ObjectiveAperture / wavelength, 2));
    }

    /// <summary>Light of amplitude 1 and that phase.</summary>
    private static Tensor Turned(Tensor phase) => polar(ones_like(phase), phase).to(ScalarType.ComplexFloat32);

    private static Tensor Frequencies(int count) => fft.fftfreq(count, Frame.PixelSize, dtype: ScalarType.Float64);
}
