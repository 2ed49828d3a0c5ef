using OpenCvSharp;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>What is to be explained: why pixels of an image are, or are not, of a class.</summary>
/// <param name="Class">The index of the class.</param>
/// <param name="Pixels">8-bit gray of the image's size; every value but 0 is a pixel of the set. The caller keeps and frees it.</param>
public sealed record PixelTarget(int Class, Mat Pixels)
{
    private const double FarAway = 1 << 20;

    /// <summary>The pixels of any kind; the caller frees them.</summary>
    /// <param name="explained">The image and what is predicted in it.</param>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="kind">Which pixels.</param>
    /// <param name="points">As many as the kind says, in pixels of the image.</param>
    /// <exception cref="SegException"><c>explain.class</c>, <c>explain.target</c> or <c>explain.nothing</c>.</exception>
    public static PixelTarget Of(ExplainedImage explained, int index, TargetKind kind, IReadOnlyList<Point2d> points)
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
        using Mat mask = explained.Mask();
        return kind == TargetKind.Class
            ? Predicted(mask, index)
            : ObjectAt(mask, Floor(points[0].X), Floor(points[0].Y)) with
            {
                Class = index,
            };
    }

    /// <summary>All pixels that are predicted as the class; the caller frees the pixels.</summary>
    /// <param name="mask">The predicted class of each pixel, 8-bit.</param>
    /// <param name="index">The class.</param>
    /// <exception cref="SegException"><c>explain.nothing</c>: there is none.</exception>
    public static PixelTarget Predicted(Mat mask, int index)
    {
        var pixels = new Mat();
        Cv2.Compare(mask, new Scalar(index), pixels, CmpTypes.EQ);
        if (Cv2.CountNonZero(pixels) > 0)
            return new PixelTarget(index, pixels);
        pixels.Dispose();
        throw new SegException(
            "explain.nothing",
            "The model finds no pixel of this class in the image, so there is nothing to explain. "
                + "Look at the class's probability, or choose pixels yourself."
        );
    }

    /// <summary>The pixels of one predicted object (8-connectivity); the caller frees the pixels.</summary>
    /// <param name="mask">The predicted class of each pixel, 8-bit.</param>
    /// <param name="x">The column of any of its pixels.</param>
    /// <param name="y">The line of the same pixel.</param>
    /// <exception cref="SegException"><c>explain.target</c>: the pixel is outside of the image.</exception>
    public static PixelTarget ObjectAt(Mat mask, int x, int y)
    {
        RequireInside(mask.Size(), x, y);
        byte index = mask.At<byte>(y, x);
        using var isClass = new Mat();
        using var labels = new Mat();
        Cv2.Compare(mask, new Scalar(index), isClass, CmpTypes.EQ);
        Cv2.ConnectedComponents(isClass, labels);
        var pixels = new Mat();
        Cv2.Compare(labels, new Scalar(labels.At<int>(y, x)), pixels, CmpTypes.EQ);
        return new PixelTarget(index, pixels);
    }

    /// <summary>One pixel; the caller frees the pixels.</summary>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="size">The image's.</param>
    /// <param name="x">The pixel's column.</param>
    /// <param name="y">The pixel's line.</param>
    /// <exception cref="SegException"><c>explain.target</c>: the pixel is outside of the image.</exception>
    public static PixelTarget PixelAt(int index, OpenCvSharp.Size size, int x, int y)
    {
        RequireInside(size, x, y);
        var pixels = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
        pixels.At<byte>(y, x) = 255;
        return new PixelTarget(index, pixels);
    }

    /// <summary>The pixels inside of a closed line, and those that it passes through; the caller frees the pixels.</summary>
    /// <param name="index">The class that is asked about.</param>
    /// <param name="size">The image's.</param>
    /// <param name="line">Corners in pixels, 0,0 being the upper left corner of the image; what is outside does not count.</param>
    /// <exception cref="SegException"><c>explain.target</c>: there are not three corners, or no pixel is inside.</exception>
    public static PixelTarget Region(int index, OpenCvSharp.Size size, IReadOnlyList<Point2d> line)
    {
        if (line.Count < 3)
            throw new SegException(
                "explain.target",
                $"A region needs at least 3 corners, and there are {line.Count}; draw around what is to be explained."
            );
        var pixels = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
        Point[] corners = [.. line.Select(corner => new Point(Floor(corner.X), Floor(corner.Y)))];
        Cv2.FillPoly(pixels, [corners], Scalar.All(255));
        if (Cv2.CountNonZero(pixels) > 0)
            return new PixelTarget(index, pixels);
        pixels.Dispose();
        throw new SegException("explain.target", "The region has no pixel of the image; draw it on the image.");
    }

    /// <summary>The sum of the class's logits over the pixels, which is what Seg-Grad-CAM takes the gradient of.</summary>
    /// <param name="logits">1,classes,H,W of the image's size.</param>
    internal Tensor Score(Tensor logits)
    {
        using Mat whole = Pixels.IsContinuous() ? Pixels.Reshape(0) : Pixels.Clone();
        byte[] bytes = whole.AsSpan<byte>().ToArray();
        using var scope = NewDisposeScope();
        Tensor inside = TensorConversion.Labels(bytes, 1, Pixels.Rows, Pixels.Cols, logits.device) != 0;
        return logits.select(1, Class).masked_select(inside).sum().MoveToOuterDisposeScope();
    }

    // OpenCV computes with 32 bits.
    private static int Floor(double place) => (int)Math.Floor(Math.Clamp(place, -FarAway, FarAway));

    private static void RequireInside(OpenCvSharp.Size size, int x, int y)
    {
        if (x < 0 || y < 0 || x >= size.Width || y >= size.Height)
            throw new SegException(
                "explain.target",
                $"The pixel {x}, {y} is outside of the image, which has {size.Width} x {size.Height} pixels."
            );
    }
}
