using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Synthetic.Drawing;
using Seg.Synthetic.Optics;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.SampleData;

/// <summary>
/// Draws a dataset to try Seg with: budding yeast in bright field at several focus heights, mothers and daughters labelled.
/// The light that reaches the camera is computed by wave optics, see <see cref="BrightFieldOptics"/>.
/// </summary>
public static class SampleDataset
{
    private static readonly Session Resting = new(Light: 140, Focus: 0.5, Density: 1.2);
    private static readonly Session Bright = new(Light: 186, Focus: -0.4, Density: 1);
    private static readonly Session Dim = new(Light: 119, Focus: -1.2, Density: 1);

    private static readonly FieldPlan StackField = new("stack", Resting, Colonies: 3, Cells: 4);

    private static readonly double[] StackHeights = [-4, -2, 0, 2, 4];

    // The fields of three sessions: a sparse culture, and two crowded ones with more and with less light.
    private static readonly (FieldPlan Field, double[] Labelled, double[] Unlabelled)[] Plan =
    [
        (new("a01", Resting, Colonies: 4, Cells: 3), [-4.75, -2.5, 2.75, 3.75], []),
        (new("a02", Resting, Colonies: 3, Cells: 3, HasDebris: true), [-3.75, 3], []),
        (new("a03", Resting, Colonies: 3, Cells: 2), [-1.25], []),
        (new("a04", Resting, Colonies: 5, Cells: 3), [2.25], [-2]),
        (new("b01", Bright, Colonies: 8, Cells: 8), [0.5], [-6]),
        (new("b02", Bright, Colonies: 6, Cells: 9), [1.25], []),
        (new("c01", Dim, Colonies: 12, Cells: 7), [0.25], []),
        (new("c02", Dim, Colonies: 4, Cells: 4), [-0.3, 0.8], []),
        (new("b03", Bright, Colonies: 9, Cells: 8), [], [2.75]),
        (new("c03", Dim, Colonies: 14, Cells: 8), [], [1.5]),
        (new("c04", Dim, Colonies: 12, Cells: 40), [], [0.2]),
        (new("c05", Dim, Colonies: 14, Cells: 20), [], [1.2]),
    ];

    /// <summary>
    /// Writes 13 labelled and 6 unlabelled 8-bit RGB images of 540 x 450 pixels, their masks and <c>seg.json</c>, and beside
    /// them <c>stack.tif</c>, a 16-bit gray stack of five focus heights.
    /// </summary>
    /// <param name="folder">Made if needed; files of the same names are replaced, others stay.</param>
    /// <param name="seed">The same seed gives the same bytes on the same machine.</param>
    /// <exception cref="SegException"><c>file.write</c>: the folder cannot be written.</exception>
    public static void Write(string folder, int seed)
    {
        AtomicFile.MakeFolder(folder);
        Parallel.ForEach(
            Plan,
            plan =>
            {
                foreach (double height in plan.Labelled.Concat(plan.Unlabelled))
                {
                    string name = Stem(plan.Field, height) + ".png";
                    (Raster<byte> image, Raster<byte> mask) = Draw(plan.Field, Frame.Full, height, seed);
                    ImageFile.Write(Path.Combine(folder, "images", name), image);
                    if (plan.Labelled.Contains(height))
                        MaskFile.Write(Path.Combine(folder, "masks", name), mask);
                }
            }
        );
        WriteStack(Path.Combine(folder, "stack.tif"), seed);
        Config().Write(Path.Combine(folder, SegJson.FileName));
    }

    /// <summary>One image and its mask.</summary>
    internal static (Raster<byte> Image, Raster<byte> Mask) Draw(FieldPlan plan, Frame frame, double height, int seed)
    {
        var field = new FieldOfView(plan, frame, seed);
        // Cells out of focus are cells too, and labelled.
        Raster<byte> mask = RefractiveLayer.Labels([.. field.Cells, .. field.Floating], frame);
        return (new BrightFieldMicroscope(frame, seed).Color(field, plan, height), mask);
    }

    private static void WriteStack(string path, int seed)
    {
        var field = new FieldOfView(StackField, Frame.Quarter, seed);
        var microscope = new BrightFieldMicroscope(Frame.Quarter, seed);
        TiffFile.Write(path, [.. StackHeights.Select(height => microscope.Gray(field, StackField, height))]);
    }

    private static SegJson Config() =>
        new(
            1,
            [new("background", "#000000"), new("mother", "#1f77b4"), new("daughter", "#ff7f0e")],
            Split: new SplitRule("^(.+)_z_", new ValidationRule(0.2), [.. TestStems()])
        );

    // Whole fields: one sparse at both heights, one crowded.
    private static IEnumerable<string> TestStems() =>
        from plan in Plan
        where plan.Field.Name is "a02" or "b02"
        from height in plan.Labelled
        select Stem(plan.Field, height);

    private static string Stem(FieldPlan plan, double height) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Name}_z_{height:0.##}");
}
