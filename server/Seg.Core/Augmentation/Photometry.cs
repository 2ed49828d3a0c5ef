using System.Numerics;
using System.Runtime.InteropServices;
using Seg.Core.Imaging;

namespace Seg.Core.Augmentation;

/// <summary>
/// Changes of a sample's values in the order in which a microscope makes them: blur by the optics, the curve and gain of
/// light and camera, noise of the camera. A record of what was drawn; applying it is not random.
/// </summary>
internal sealed record Photometry
{
    /// <summary>The standard deviation in pixels; 0: no blur.</summary>
    public double BlurSigma { get; init; }

    /// <summary>The exponent of the values between 0 and 1.</summary>
    public float Gamma { get; init; } = 1;

    /// <summary>A factor about the mean.</summary>
    public float Contrast { get; init; } = 1;

    /// <summary>What is added to each channel; the first is that of gray.</summary>
    public Vector3 Brightness { get; init; }

    /// <summary>The standard deviation; 0: no noise.</summary>
    public float NoiseSigma { get; init; }

    /// <summary>Where the noise starts from.</summary>
    public ulong NoiseSeed { get; init; }

    public static Photometry Draw(AugmentationOptions options, int channels, SampleRandom random)
    {
        double brightness = random.Chance(options.BrightnessProbability) ? random.Around(options.Brightness) : 0;
        Vector3 color =
            channels == 3 && random.Chance(options.ColorProbability)
                ? new Vector3(Around(options.Color), Around(options.Color), Around(options.Color))
                : Vector3.Zero;
        return new Photometry
        {
            Brightness = new Vector3((float)brightness) + color,
            Contrast = random.Chance(options.ContrastProbability)
                ? (float)random.Factor(options.ContrastLow, options.ContrastHigh)
                : 1,
            Gamma = random.Chance(options.GammaProbability)
                ? (float)random.Factor(options.GammaLow, options.GammaHigh)
                : 1,
            BlurSigma = random.Chance(options.BlurProbability)
                ? random.Between(AugmentationOptions.SmallestBlur, options.BlurSigma)
                : 0,
            NoiseSigma = random.Chance(options.NoiseProbability) ? (float)random.Between(0, options.NoiseSigma) : 0,
            NoiseSeed = random.Bits(),
        };

        float Around(double limit) => (float)random.Around(limit);
    }

    /// <summary>Changes a square sample, H,W,C, in place.</summary>
    public void Apply(Span<float> pixels, int size, int channels)
    {
        if (BlurSigma > 0)
            GaussianBlur.Apply(pixels, size, size, channels, BlurSigma);
        if (Gamma != 1)
            Bend(pixels);
        if (Contrast != 1 || Brightness != Vector3.Zero)
            Stretch(pixels, channels);
        if (NoiseSigma > 0)
            NoiseTable.Add(pixels, NoiseSigma, new SampleRandom(NoiseSeed, 0, 0));
    }

    private void Bend(Span<float> pixels)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        foreach (ref Vector<float> v in vectors)
        {
            // Values outside 0 to 1 keep, and the curve meets them at both ends.
            Vector<int> isInside = Vector.GreaterThan(v, Vector<float>.Zero) & Vector.LessThan(v, Vector<float>.One);
            v = Vector.ConditionalSelect(isInside, Vector.Exp(Gamma * Vector.Log(v)), v);
        }
        foreach (ref float v in pixels[(vectors.Length * Vector<float>.Count)..])
            if (v is > 0 and < 1)
                v = MathF.Pow(v, Gamma);
    }

    private void Stretch(Span<float> pixels, int channels)
    {
        double sum = 0;
        foreach (float v in pixels)
            sum += v;
        float rest = (float)(sum / pixels.Length) * (1 - Contrast);
        for (int channel = 0; channel < channels; channel++)
        {
            float offset = rest + Brightness[channel];
            for (int i = channel; i < pixels.Length; i += channels)
                pixels[i] = pixels[i] * Contrast + offset;
        }
    }
}
