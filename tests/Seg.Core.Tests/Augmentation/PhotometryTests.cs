using System.Numerics;
using Seg.Core.Augmentation;

namespace Seg.Core.Tests.Augmentation;

public sealed class PhotometryTests
{
    [Fact]
    public void Brightness_is_added_and_contrast_turns_about_the_mean()
    {
        float[] pixels = [0, 0.2f, 0.4f, 0.6f];
        new Photometry { Contrast = 2, Brightness = new Vector3(0.1f) }.Apply(pixels, 2, 1);
        // mean 0.3: 0.3 + 2 (v - 0.3) + 0.1
        Equal([-0.2f, 0.2f, 0.6f, 1.0f], pixels);
    }

    [Fact]
    public void Each_channel_has_its_own_shift()
    {
        float[] pixels = [0, 0, 0];
        new Photometry { Brightness = new Vector3(0.1f, -0.2f, 0.3f) }.Apply(pixels, 1, 3);
        Equal([0.1f, -0.2f, 0.3f], pixels);
    }

    [Fact]
    public void Gamma_bends_between_0_and_1_and_leaves_the_rest()
    {
        // More values than one vector holds, so that both paths are seen.
        float[] values = [-0.5f, 0, 0.25f, 0.5f, 1, 1.5f, 0.75f];
        float[] pixels = [.. Enumerable.Repeat(values, 7).SelectMany(v => v)];
        new Photometry { Gamma = 2 }.Apply(pixels, 7, 1);
        float[] expected = [-0.5f, 0, 0.0625f, 0.25f, 1, 1.5f, 0.5625f];
        Equal([.. Enumerable.Repeat(expected, 7).SelectMany(v => v)], pixels);
    }

    [Fact]
    public void Blur_spreads_a_point_and_keeps_the_sum()
    {
        float[] pixels = new float[15 * 15];
        pixels[7 * 15 + 7] = 1;
        new Photometry { BlurSigma = 1 }.Apply(pixels, 15, 1);
        Assert.Equal(1, pixels.Sum(), 1e-4);
        Assert.InRange(pixels[7 * 15 + 7], 0.15, 0.17); // 1 / (2 pi)
    }

    [Fact]
    public void Noise_has_mean_0_and_the_deviation_asked_for_and_repeats_only_with_its_seed()
    {
        float[] pixels = new float[256 * 256];
        float[] others = new float[256 * 256];
        new Photometry { NoiseSigma = 0.5f, NoiseSeed = 1 }.Apply(pixels, 256, 1);
        new Photometry { NoiseSigma = 0.5f, NoiseSeed = 2 }.Apply(others, 256, 1);
        Assert.Equal(0, pixels.Average(), 0.01);
        Assert.Equal(0.25, pixels.Average(v => v * v), 0.01);
        Assert.Equal(0, pixels.Zip(others, (a, b) => a * b).Average(), 0.01);
    }

    private static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }
}
