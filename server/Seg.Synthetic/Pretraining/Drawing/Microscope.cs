using System.Numerics;
using OpenCvSharp;
using Seg.Core.Augmentation;

namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>Lenses, lamp and camera: makes a picture of the light that comes from a specimen.</summary>
internal static class Microscope
{
    // What dyes take away of red, green and blue (Ruifrok and Johnston 2001): haematoxylin, eosin, DAB.
    private static readonly Vector3[] Dyes =
    [
        new(0.65f, 0.7f, 0.29f),
        new(0.07f, 0.99f, 0.11f),
        new(0.27f, 0.57f, 0.78f),
    ];

    /// <summary>A picture of three channels, which are equal where the camera sees gray; 0 to 1 for most of its pixels.</summary>
    public static Mat Picture(Specimen specimen, Mat light, Modality modality, SampleRandom random)
    {
        bool isColor = modality == Modality.Stained || random.Chance(0.4);
        Disturb(light, random);
        using Mat lit = isColor ? Colored(specimen, light, modality, random) : light.Clone();
        Focus(lit, random);
        Photometry camera = new()
        {
            NoiseSigma = random.Chance(0.8) ? (float)random.Factor(0.004, 0.12) : 0,
            NoiseSeed = random.Bits(),
        };
        Stretch(lit, random);
        camera.Apply(Values(lit), lit.Rows, lit.Channels());
        if (isColor)
            return lit.Clone();
        var gray = new Mat();
        Cv2.Merge([lit, lit, lit], gray);
        return gray;
    }

    /// <summary>What is there besides the objects: uneven light, and things far out of focus.</summary>
    private static void Disturb(Mat light, SampleRandom random)
    {
        int side = light.Rows;
        using Mat slow = Textures.Noise(side, random.Between(60, 200), random);
        double strength = random.Chance(0.7) ? random.Between(0, 0.16) : 0;
        Cv2.ScaleAdd(slow, strength, light, light);
        using Mat cloudy = Textures.Noise(side, random.Factor(2, 30), random);
        Cv2.ScaleAdd(cloudy, random.Chance(0.6) ? random.Between(0, 0.1) : 0, light, light);
        if (random.Chance(0.3))
        {
            using Mat spots = new(side, side, MatType.CV_32FC1, Scalar.All(0));
            int count = random.Whole(1, 8);
            for (int i = 0; i < count; i++)
                Cv2.Circle(
                    spots,
                    new Point(random.Whole(0, side), random.Whole(0, side)),
                    random.Whole(2, 24),
                    Scalar.All(random.Around(0.5)),
                    -1
                );
            using Mat blurred = spots.GaussianBlur(new Size(0, 0), random.Between(3, 9));
            Cv2.Add(light, blurred, light);
        }
    }

    private static Mat Colored(Specimen specimen, Mat light, Modality modality, SampleRandom random)
    {
        Vector3[] colors = [.. Enum.GetValues<ObjectKind>().Select(_ => ColorOf(modality, random))];
        // Outside all objects the colour is that of the dye that is everywhere.
        Vector3 tint = Vector3.One + 0.3f * Around(random);
        bool isAbsorbed = modality == Modality.Stained;
        float paper = isAbsorbed ? (float)random.Between(0, 0.3) : 0;
        var picture = new Mat(light.Size(), MatType.CV_32FC3);
        Span<Vec3f> pixels = picture.AsSpan<Vec3f>();
        ReadOnlySpan<float> values = light.AsSpan<float>();
        ReadOnlySpan<ushort> ids = specimen.Ids.AsSpan<ushort>();
        for (int i = 0; i < pixels.Length; i++)
        {
            Vector3 color = (values[i] + paper) * colors[(int)specimen.Kinds[ids[i]]];
            Vector3 seen = isAbsorbed
                ? tint * new Vector3(MathF.Exp(-color.X), MathF.Exp(-color.Y), MathF.Exp(-color.Z))
                : color;
            pixels[i] = new Vec3f(seen.X, seen.Y, seen.Z);
        }
        return picture;
    }

    private static Vector3 ColorOf(Modality modality, SampleRandom random) =>
        modality switch
        {
            Modality.Stained => Vector3.Max(Dyes[random.Whole(0, 2)] + 0.15f * Around(random), Vector3.Zero) * 1.5f,
            Modality.Fluorescence => Vector3.Abs(Around(random)) + new Vector3(0.1f),
            _ => Vector3.One + 0.15f * Around(random),
        };

    private static Vector3 Around(SampleRandom random) =>
        new((float)random.Around(1), (float)random.Around(1), (float)random.Around(1));

    private static void Focus(Mat picture, SampleRandom random)
    {
        double sigma = random.Factor(0.5, random.Chance(0.2) ? 3.5 : 1.4);
        Cv2.GaussianBlur(picture, picture, new Size(0, 0), sigma);
    }

    /// <summary>As training brings images to one range, see <see cref="Seg.Core.Imaging.Normalization"/>, by fewer pixels.</summary>
    private static void Stretch(Mat picture, SampleRandom random)
    {
        const int every = 7;
        Span<float> values = Values(picture);
        var sample = new float[(values.Length + every - 1) / every];
        for (int i = 0; i < sample.Length; i++)
            sample[i] = values[i * every];
        Array.Sort(sample);
        float low = sample[(int)(random.Between(0, 0.01) * sample.Length)];
        float high = sample[(int)(random.Between(0.985, 0.999) * sample.Length)];
        float scale = 1 / Math.Max(high - low, 1e-3f);
        float gamma = (float)random.Factor(0.7, 1.4);
        foreach (ref float value in values)
        {
            value = (value - low) * scale;
            if (value is > 0 and < 1)
                value = MathF.Pow(value, gamma);
        }
    }

    private static unsafe Span<float> Values(Mat picture) =>
        new(picture.DataPointer, (int)picture.Total() * picture.Channels());
}
