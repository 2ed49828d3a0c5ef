using OpenCvSharp;
using Seg.Core;
using Seg.Core.Explaining;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>Finds the pixels that a request wants explained.</summary>
internal static class Targets
{
    /// <summary>The caller frees the pixels.</summary>
    /// <exception cref="SegException"><c>explain.class</c>, <c>explain.target</c> or <c>explain.nothing</c>.</exception>
    public static PixelTarget Of(ExplainedImage explained, ExplainedTarget given)
    {
        RequireClass(explained, given.Class);
        switch (given.Kind)
        {
            case TargetKind.Class:
                RequirePoints(given, 0);
                using (Mat mask = explained.Mask())
                    return PixelTarget.Predicted(mask, given.Class);
            case TargetKind.Object:
                RequirePoints(given, 1);
                using (Mat mask = explained.Mask())
                    return PixelTarget.ObjectAt(mask, Whole(given.Points[0].X), Whole(given.Points[0].Y)) with
                    {
                        Class = given.Class,
                    };
            case TargetKind.Pixel:
                RequirePoints(given, 1);
                return PixelTarget.PixelAt(
                    given.Class,
                    explained.Size,
                    Whole(given.Points[0].X),
                    Whole(given.Points[0].Y)
                );
            default:
                return PixelTarget.Region(
                    given.Class,
                    explained.Size,
                    [.. given.Points.Select(point => new Point2d(point.X, point.Y))]
                );
        }
    }

    /// <exception cref="SegException"><c>explain.class</c>.</exception>
    public static void RequireClass(ExplainedImage explained, int index)
    {
        if (index < 0 || index >= explained.Classes.Count)
            throw new SegException(
                "explain.class",
                $"The model has no class {index}; it has {explained.Classes.Count}, counted from 0."
            );
    }

    private static void RequirePoints(ExplainedTarget given, int count)
    {
        if (given.Points.Count != count)
            throw new SegException(
                "explain.target",
                $"The target \"{given.Kind}\" takes {count} points, and {given.Points.Count} were given."
            );
    }

    private static int Whole(double place) => (int)Math.Floor(Math.Clamp(place, int.MinValue, int.MaxValue));
}
