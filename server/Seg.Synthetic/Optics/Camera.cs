using System.Numerics.Tensors;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Optics;

/// <summary>Turns light into what the camera writes. Planes are relative intensities, picture size.</summary>
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
    public static Raster<byte> Color(IReadOnlyList<Raster<float>> planes, double light, Chance chance)
    {
        Raster<float> shared = Noise(planes[0], chance, SharedNoise);
        var picture = new Raster<byte>(planes[0].Width, planes[0].Height, planes.Count);
        for (int i = 0; i < planes.Count; i++)
        {
            Raster<float> own = Noise(planes[i], chance, OwnNoise * (1 + 0.15 * i));
            var value = new Raster<float>(picture.Width, picture.Height);
            for (int p = 0; p < value.Pixels.Length; p++)
                value.Pixels[p] = (float)(
                    light * Balance[i] * Math.Pow((1 - Flare) * planes[i].Pixels[p] + Flare, Gamma)
                );
            float[] blurred = GaussianBlur.Apply(value, 0.55 + 0.1 * i).Pixels;
            TensorPrimitives.Add(blurred, shared.Pixels, blurred);
            TensorPrimitives.Add(blurred, own.Pixels, blurred);
            for (int p = 0; p < blurred.Length; p++)
                picture.Pixels[p * planes.Count + i] = (byte)Math.Clamp(MathF.Round(blurred[p]), 0, 255);
        }
        return picture;
    }

    /// <summary>A 16-bit gray picture of a scientific camera with 12 bits: linear, with the noise of counting photons.</summary>
    public static Raster<ushort> Gray(Raster<float> plane, Chance chance)
    {
        const double background = 1500;
        const double offset = 100;
        var picture = new Raster<ushort>(plane.Width, plane.Height);
        float[] values = plane.Pixels;
        ushort[] counts = picture.Pixels;
        for (int i = 0; i < counts.Length; i++)
        {
            double photons = background * values[i];
            double count = offset + photons + 0.5 * Math.Sqrt(photons) * chance.Normal();
            counts[i] = (ushort)Math.Clamp(Math.Round(count), 0, 4095);
        }
        return picture;
    }

    private static Raster<float> Noise(Raster<float> plane, Chance chance, double strength)
    {
        var noise = new Raster<float>(plane.Width, plane.Height);
        foreach (ref float value in noise.Pixels.AsSpan())
            value = (float)(strength * chance.Normal());
        return GaussianBlur.Apply(noise, GrainSize);
    }
}
