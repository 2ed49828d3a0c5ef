using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Synthetic.Pretraining.Drawing;

namespace Seg.Synthetic.Pretraining;

/// <summary>
/// Pictures as microscopes might make them, drawn without end, each with what a network is to say of it. A picture is a
/// function of seed, epoch and index alone.
/// </summary>
/// <param name="side">Height and width in pixels.</param>
/// <param name="seed">Other seeds draw other pictures.</param>
internal sealed class DrawnSamples(int side, ulong seed) : ISampleMaker
{
    /// <summary>The planes of the labels: the kind, 1 at borders, and the depth in the object as a share of its deepest pixel of 255.</summary>
    public const int Planes = 3;

    // Objects are cut by the border of the picture, and what is beyond it shines in.
    private const int Margin = 24;

    public int CropSize => side;

    public int Channels => 3;

    public int LabelPlanes => Planes;

    public void Make(int epoch, int index, Span<float> pixels, Span<byte> labels)
    {
        var random = new SampleRandom(seed, epoch, index);
        using var specimen = new Specimen(side + 2 * Margin);
        Populate(specimen, random);
        using Borders borders = Borders.Of(specimen);
        Modality modality = ModalityOf(specimen, random);
        using Mat light = Light.Of(specimen, borders, modality, random);
        using Mat picture = Microscope.Picture(specimen, light, modality, random);
        var inner = new Rect(Margin, Margin, side, side);
        CopyPixels(picture, inner, pixels);
        CopyLabels(specimen, borders, inner, labels);
    }

    private static void Populate(Specimen specimen, SampleRandom random)
    {
        switch (random.Whole(0, 15))
        {
            case <= 5:
                Cells.Draw(specimen, random);
                break;
            case <= 8:
                Cells.DrawNuclei(specimen, random);
                break;
            case 9:
                LongThings.DrawRods(specimen, random);
                break;
            case 10:
                LongThings.DrawWorms(specimen, random);
                break;
            case 11:
                LongThings.DrawVessels(specimen, random);
                break;
            case 12:
                LongThings.DrawFibres(specimen, random);
                break;
            case 13:
                LongThings.DrawRods(specimen, random);
                Cells.Draw(specimen, random);
                break;
            default:
                Tissue.Draw(specimen, random);
                break;
        }
        if (random.Chance(0.25))
            Cells.DrawDebris(specimen, random);
    }

    private static Modality ModalityOf(Specimen specimen, SampleRandom random) =>
        specimen.Kinds.Contains(ObjectKind.Membrane) && random.Chance(0.6)
            ? Modality.Electron
            : (Modality)random.Whole(0, (int)Modality.Stained);

    private static void CopyPixels(Mat picture, Rect inner, Span<float> pixels)
    {
        using Mat cut = picture[inner].Clone();
        using Mat flat = cut.Reshape(1);
        flat.AsSpan<float>().CopyTo(pixels);
    }

    private void CopyLabels(Specimen specimen, Borders borders, Rect inner, Span<byte> labels)
    {
        ReadOnlySpan<ushort> ids = specimen.Ids.AsSpan<ushort>();
        ReadOnlySpan<float> inside = borders.Inside.AsSpan<float>();
        ReadOnlySpan<byte> edges = borders.Edge.AsSpan<byte>();
        var deepest = new float[specimen.Kinds.Count];
        for (int i = 0; i < ids.Length; i++)
            deepest[ids[i]] = Math.Max(deepest[ids[i]], inside[i]);
        int area = side * side;
        for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
        {
            int from = (inner.Y + y) * specimen.Side + inner.X + x;
            int to = y * side + x;
            labels[to] = (byte)specimen.Kinds[ids[from]];
            labels[area + to] = edges[from];
            float share = ids[from] == 0 ? 0 : inside[from] / Math.Max(deepest[ids[from]], 1);
            labels[2 * area + to] = (byte)(255 * share);
        }
    }
}
