using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Synthetic.Optics;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Pretraining;

/// <summary>
/// Pictures as microscopes might make them, drawn without end, each with what a network is to say of it. A picture is a
/// function of seed, epoch and index alone.
/// </summary>
/// <param name="side">Height and width in pixels.</param>
/// <param name="seed">Other seeds draw other pictures.</param>
internal sealed class SyntheticPictures(int side, ulong seed) : ISampleMaker
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
        var scene = new LabelledScene(side + 2 * Margin);
        Populate(scene, random);
        ObjectBorders borders = ObjectBorders.Of(scene);
        Modality modality = ModalityOf(scene, random);
        Raster<float> light = ModalityLight.Of(scene, borders, modality, random);
        Raster<float> picture = ModalityMicroscope.Picture(scene, light, modality, random);
        picture.Crop(Margin, Margin, side, side).Pixels.CopyTo(pixels);
        CopyLabels(scene, borders, labels);
    }

    private static void Populate(LabelledScene scene, SampleRandom random)
    {
        switch (random.Whole(0, 15))
        {
            case <= 5:
                Cells.Draw(scene, random);
                break;
            case <= 8:
                Cells.DrawNuclei(scene, random);
                break;
            case 9:
                LongObjects.DrawRods(scene, random);
                break;
            case 10:
                LongObjects.DrawWorms(scene, random);
                break;
            case 11:
                LongObjects.DrawVessels(scene, random);
                break;
            case 12:
                LongObjects.DrawFibres(scene, random);
                break;
            case 13:
                LongObjects.DrawRods(scene, random);
                Cells.Draw(scene, random);
                break;
            default:
                Tissue.Draw(scene, random);
                break;
        }
        if (random.Chance(0.25))
            Cells.DrawDebris(scene, random);
    }

    private static Modality ModalityOf(LabelledScene scene, SampleRandom random) =>
        scene.Kinds.Contains(ObjectKind.Membrane) && random.Chance(0.6)
            ? Modality.Electron
            : (Modality)random.Whole(0, (int)Modality.Stained);

    private void CopyLabels(LabelledScene scene, ObjectBorders borders, Span<byte> labels)
    {
        ReadOnlySpan<ushort> ids = scene.Ids.Pixels;
        ReadOnlySpan<float> inside = borders.Inside.Pixels;
        ReadOnlySpan<byte> edges = borders.Edge.Pixels;
        var deepest = new float[scene.Kinds.Count];
        for (int i = 0; i < ids.Length; i++)
            deepest[ids[i]] = Math.Max(deepest[ids[i]], inside[i]);
        int area = side * side;
        for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
        {
            int from = (Margin + y) * scene.Side + Margin + x;
            int to = y * side + x;
            labels[to] = (byte)scene.Kinds[ids[from]];
            labels[area + to] = edges[from];
            float share = ids[from] == 0 ? 0 : inside[from] / Math.Max(deepest[ids[from]], 1);
            labels[2 * area + to] = (byte)(255 * share);
        }
    }
}
