using Seg.Core.Imaging;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>Which pixels are to be explained.</summary>
public enum TargetKind
{
    /// <summary>All that are predicted as the class; no points.</summary>
    Class,

    /// <summary>The predicted object at one point.</summary>
    Object,

    /// <summary>All inside of a closed line of at least three points.</summary>
    Region,

    /// <summary>The one at a point.</summary>
    Pixel,
}

/// <summary>What is to be explained: why pixels of an image are, or are not, of a class.</summary>
/// <param name="Class">The index of the class.</param>
/// <param name="Pixels">Of the image's size; every value but 0 is a pixel of the set.</param>
public sealed record PixelTarget(int Class, Raster<byte> Pixels)
{
    private const double FarAway = 1 << 20;

    /// <summary>The pixels of any kind.</summary>
    /// <param name="explained">The image and what is predicted in it.</param>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="kind">Which pixels.</param>
    /// <param name="points">As many as the kind says, in pixels of the image.</param>
    /// <exception cref="SegException"><c>explain.class</c>, <c>explain.target</c> or <c>explain.nothing</c>.</exception>
    public static PixelTarget Of(
        ExplainedImage explained,
        int index,
        TargetKind kind,
        IReadOnlyList<(double X, double Y)> points
    )
    {
        explained.RequireClass(index);
        if (kind != TargetKind.Region && points.Count != (kind == TargetKind.Class ? 0 : 1))
            throw new SegException(
                "explain.target",
                $"{points.Count} points were given; a class needs none, an object and a pixel need one."
            );
        if (kind == TargetKind.Region)
            return Region(index, explained.Size, points);
        if (kind == TargetKind.Pixel)
            return PixelAt(index, explained.Size, Floor(points[0].X), Floor(points[0].Y));
        Raster<byte> mask = explained.Mask();
        return kind == TargetKind.Class
            ? Predicted(mask, index)
            : ObjectAt(mask, Floor(points[0].X), Floor(points[0].Y)) with
            {
                Class = index,
            };
    }

    /// <summary>All pixels that are predicted as the class.</summary>
    /// <param name="mask">The predicted class of each pixel.</param>
    /// <param name="index">The class.</param>
    /// <exception cref="SegException"><c>explain.nothing</c>: there is none.</exception>
    public static PixelTarget Predicted(Raster<byte> mask, int index)
    {
        var pixels = new Raster<byte>(mask.Width, mask.Height);
        for (int i = 0; i < pixels.Pixels.Length; i++)
            pixels.Pixels[i] = mask.Pixels[i] == index ? byte.MaxValue : (byte)0;
        return IsEmpty(pixels)
            ? throw new SegException(
                "explain.nothing",
                "The model finds no pixel of this class in the image, so there is nothing to explain. "
                    + "Look at the probability of the class, or choose pixels yourself."
            )
            : new PixelTarget(index, pixels);
    }

    /// <summary>The pixels of one predicted object (8-connectivity).</summary>
    /// <param name="mask">The predicted class of each pixel.</param>
    /// <param name="x">The column of any of its pixels.</param>
    /// <param name="y">The row of the same pixel.</param>
    /// <exception cref="SegException"><c>explain.target</c>: the pixel is outside of the image.</exception>
    public static PixelTarget ObjectAt(Raster<byte> mask, int x, int y)
    {
        RequireInside((mask.Width, mask.Height), x, y);
        byte index = mask[y, x];
        Raster<int> labels = ConnectedComponents.Label(mask, index).Labels;
        int label = labels[y, x];
        var pixels = new Raster<byte>(mask.Width, mask.Height);
        for (int i = 0; i < pixels.Pixels.Length; i++)
            pixels.Pixels[i] = labels.Pixels[i] == label ? byte.MaxValue : (byte)0;
        return new PixelTarget(index, pixels);
    }

    /// <summary>One pixel.</summary>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="size">The image's.</param>
    /// <param name="x">The pixel's column.</param>
    /// <param name="y">The pixel's row.</param>
    /// <exception cref="SegException"><c>explain.target</c>: the pixel is outside of the image.</exception>
    public static PixelTarget PixelAt(int index, (int Width, int Height) size, int x, int y)
    {
        RequireInside(size, x, y);
        var pixels = new Raster<byte>(size.Width, size.Height);
        pixels[y, x] = byte.MaxValue;
        return new PixelTarget(index, pixels);
    }

    /// <summary>The pixels inside of a closed line, and those that its corners are in.</summary>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="size">The image's.</param>
    /// <param name="line">Corners in pixels, 0,0 being the upper left corner of the image; what is outside does not count.</param>
    /// <exception cref="SegException"><c>explain.target</c>: there are not three corners, or no pixel is inside.</exception>
    public static PixelTarget Region(int index, (int Width, int Height) size, IReadOnlyList<(double X, double Y)> line)
    {
        if (line.Count < 3)
            throw new SegException(
                "explain.target",
                $"A region needs at least 3 corners, and there are {line.Count}; draw around what is to be explained."
            );
        var pixels = new Raster<byte>(size.Width, size.Height);
        PolygonFill.Fill(
            pixels,
            [.. line.Select(corner => (Math.Floor(corner.X), Math.Floor(corner.Y)))],
            byte.MaxValue
        );
        return IsEmpty(pixels)
            ? throw new SegException("explain.target", "The region has no pixel of the image; draw it on the image.")
            : new PixelTarget(index, pixels);
    }

    /// <summary>The sum of the class's logits over the pixels, which is what Seg-Grad-CAM takes the gradient of.</summary>
    /// <param name="logits">1,classes,H,W of the image's size.</param>
    internal Tensor Score(Tensor logits)
    {
        using var scope = ComputeScope.Open();
        Tensor inside = TensorConversion.Labels(Pixels.Pixels, 1, Pixels.Height, Pixels.Width, logits.device) != 0;
        return logits.select(1, Class).masked_select(inside).sum().MoveToOuterDisposeScope();
    }

    private static bool IsEmpty(Raster<byte> pixels) => !pixels.Pixels.AsSpan().ContainsAnyExcept((byte)0);

    private static int Floor(double place) => (int)Math.Floor(Math.Clamp(place, -FarAway, FarAway));

    private static void RequireInside((int Width, int Height) size, int x, int y)
    {
        if (x < 0 || y < 0 || x >= size.Width || y >= size.Height)
            throw new SegException(
                "explain.target",
                $"The pixel {x}, {y} is outside of the image, which has {size.Width} x {size.Height} pixels."
            );
    }
}
