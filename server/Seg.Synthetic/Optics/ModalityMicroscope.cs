using System.Numerics;
using System.Runtime.InteropServices;
using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Imaging;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Optics;

/// <summary>Lenses, lamp and camera: makes a picture of the light that comes from a scene.</summary>
internal static class ModalityMicroscope
{
    // What dyes take away of red, green and blue (Ruifrok and Johnston 2001): haematoxylin, eosin, DAB.
    private static readonly Vector3[] Dyes =
    [
        new(0.65f, 0.7f, 0.29f),
        new(0.07f, 0.99f, 0.11f),
        new(0.27f, 0.57f, 0.78f),
    ];

    /// <summary>A picture of three channels, which are equal where the camera sees gray; 0 to 1 for most of its pixels.</summary>
    public static Raster<float> Picture(
        LabelledScene scene,
        Raster<float> light,
        Modality modality,
        SampleRandom random
    )
    {
        bool isColor = modality == Modality.Stained || random.Chance(0.4);
        Illumination.Disturb(light, random);
        Raster<float> lit = Focus(isColor ? Colored(scene, light, modality, random) : light, random);
        Photometry camera = new()
        {
            NoiseSigma = random.Chance(0.8) ? (float)random.Factor(0.004, 0.12) : 0,
            NoiseSeed = random.Bits(),
        };
        Stretch(lit, random);
        camera.Apply(lit.Pixels, lit.Height, lit.Channels);
        if (isColor)
            return lit;
        var gray = new Raster<float>(lit.Width, lit.Height, 3);
        for (int i = 0; i < gray.Pixels.Length; i++)
            gray.Pixels[i] = lit.Pixels[i / 3];
        return gray;
    }

    private static Raster<float> Colored(
        LabelledScene scene,
        Raster<float> light,
        Modality modality,
        SampleRandom random
    )
    {
        Vector3[] colors = [.. Enum.GetValues<ObjectKind>().Select(_ => ColorOf(modality, random))];
        // Outside all objects the colour is that of the dye that is everywhere.
        Vector3 tint = Vector3.One + 0.3f * Around(random);
        bool isAbsorbed = modality == Modality.Stained;
        float paper = isAbsorbed ? (float)random.Between(0, 0.3) : 0;
        var picture = new Raster<float>(light.Width, light.Height, 3);
        Span<Vector3> pixels = MemoryMarshal.Cast<float, Vector3>(picture.Pixels.AsSpan());
        float[] values = light.Pixels;
        ushort[] ids = scene.Ids.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            Vector3 color = (values[i] + paper) * colors[(int)scene.Kinds[ids[i]]];
            pixels[i] = isAbsorbed
                ? tint * new Vector3(MathF.Exp(-color.X), MathF.Exp(-color.Y), MathF.Exp(-color.Z))
                : color;
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

    private static Raster<float> Focus(Raster<float> picture, SampleRandom random) =>
        GaussianBlur.Apply(picture, random.Factor(0.5, random.Chance(0.2) ? 3.5 : 1.4));

    /// <summary>As training brings images to one range, see <see cref="Seg.Core.Imaging.Normalization"/>, by fewer pixels.</summary>
    private static void Stretch(Raster<float> picture, SampleRandom random)
    {
        const int every = 23;
        Span<float> values = picture.Pixels;
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
}
