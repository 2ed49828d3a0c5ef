using System.Numerics.Tensors;
using Seg.Core;
using Seg.Synthetic.Drawing;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Optics;

/// <summary>Takes pictures of a field of view at focus heights.</summary>
internal sealed class BrightFieldMicroscope(Frame frame, int seed)
{
    private const int Red = 0;
    private const int Green = 1;
    private const int Blue = 2;

    // Cells and specks in the medium hang this far above the glass, micrometres.
    private const double FloatingHeight = 3;

    /// <summary>An 8-bit RGB picture at a focus height in micrometres.</summary>
    public Raster<byte> Color(FieldOfView field, FieldPlan plan, double height)
    {
        List<Raster<float>> planes = Light(field, height - plan.Session.Focus, [Red, Green, Blue]);
        return Camera.Color(planes, plan.Session.Light, new Chance(seed, $"{plan.Name} at {height:R}"));
    }

    /// <summary>A 16-bit gray picture in green light.</summary>
    public Raster<ushort> Gray(FieldOfView field, FieldPlan plan, double height)
    {
        Raster<float> plane = Light(field, height - plan.Session.Focus, [Green])[0];
        return Camera.Gray(plane, new Chance(seed, $"{plan.Name} at {height:R}"));
    }

    /// <summary>The relative intensity in each colour; picture size.</summary>
    private List<Raster<float>> Light(FieldOfView field, double height, int[] colors)
    {
        List<Raster<float>> light = [.. colors.Select(color => Illumination.Of(frame, seed, color))];
        Pass(light, field.Cells, field.Debris, height, colors);
        // What hangs higher is out of focus by more; its shadow falls on what the layer below shows.
        if (field.Floating.Count + field.Particles.Count > 0)
            Pass(light, field.Floating, field.Particles, height - FloatingHeight, colors);
        return light;
    }

    private void Pass(
        List<Raster<float>> light,
        IReadOnlyList<YeastCell> cells,
        IReadOnlyList<Grain> grains,
        double height,
        int[] colors
    )
    {
        RefractiveLayer layer = RefractiveLayer.Of(cells, grains, frame);
        for (int i = 0; i < colors.Length; i++)
        {
            Raster<float> passed = frame.Crop(BrightFieldOptics.Image(layer, frame, height, colors[i]));
            TensorPrimitives.Multiply(light[i].Pixels, passed.Pixels, light[i].Pixels);
        }
    }
}
