using OpenCvSharp;

namespace Seg.Synthetic.Samples;

/// <summary>Takes pictures of a field of view at focus heights.</summary>
internal sealed class Microscope(Frame frame, int seed)
{
    private const int Red = 0;
    private const int Green = 1;
    private const int Blue = 2;

    // Cells and specks in the medium hang this far above the glass, micrometres.
    private const double FloatingHeight = 3;

    /// <summary>An 8-bit RGB picture at a focus height in micrometres.</summary>
    public Mat Color(FieldOfView field, FieldPlan plan, double height)
    {
        List<Mat> planes = Light(field, height - plan.Session.Focus, [Red, Green, Blue]);
        Mat picture = Camera.Color(planes, plan.Session.Light, new Chance(seed, $"{plan.Name} at {height:R}"));
        planes.ForEach(plane => plane.Dispose());
        return picture;
    }

    /// <summary>A 16-bit gray picture in green light.</summary>
    public Mat Gray(FieldOfView field, FieldPlan plan, double height)
    {
        using Mat plane = Light(field, height - plan.Session.Focus, [Green])[0];
        return Camera.Gray(plane, new Chance(seed, $"{plan.Name} at {height:R}"));
    }

    /// <summary>The relative intensity in each colour; picture size.</summary>
    private List<Mat> Light(FieldOfView field, double height, int[] colors)
    {
        List<Mat> light = [.. colors.Select(color => Illumination.Of(frame, seed, color))];
        Pass(light, field.Cells, field.Debris, height, colors);
        // What hangs higher is out of focus by more; its shadow falls on what the layer below shows.
        if (field.Floating.Count + field.Particles.Count > 0)
            Pass(light, field.Floating, field.Particles, height - FloatingHeight, colors);
        return light;
    }

    private void Pass(
        List<Mat> light,
        IReadOnlyList<YeastCell> cells,
        IReadOnlyList<Grain> grains,
        double height,
        int[] colors
    )
    {
        using Specimen specimen = Specimen.Of(cells, grains, frame);
        for (int i = 0; i < colors.Length; i++)
        {
            using Mat canvas = BrightFieldOptics.Image(specimen, frame, height, colors[i]);
            using Mat picture = frame.Crop(canvas);
            Cv2.Multiply(light[i], picture, light[i]);
        }
    }
}
