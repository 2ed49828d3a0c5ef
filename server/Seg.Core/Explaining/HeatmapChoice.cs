using OpenCvSharp;

namespace Seg.Core.Explaining;

/// <summary>Which heatmaps are wanted.</summary>
/// <param name="Method">What they show.</param>
/// <param name="Class">
/// A class's name; null: every class but the background that the model finds in the image, or the one that it finds most at
/// the place.
/// </param>
/// <param name="Layer">A layer's name; null: the encoder's last, where the network sees most of the image.</param>
/// <param name="Place">Which pixels are explained; null: the whole class.</param>
public sealed record HeatmapChoice(
    HeatmapMethod Method,
    string? Class = null,
    string? Layer = null,
    HeatmapPlace? Place = null
);

/// <summary>Pixels of an image.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Points">As many as the kind says, in pixels of the image.</param>
public sealed record HeatmapPlace(TargetKind Kind, IReadOnlyList<Point2d> Points)
{
    /// <summary>For names of files, such as <c>object-120-80</c>.</summary>
    public string Name =>
        FormattableString.Invariant($"{Kind.ToString().ToLowerInvariant()}-{Points[0].X:0}-{Points[0].Y:0}");
}

/// <summary>A heatmap that was written.</summary>
/// <param name="Class">The class that it explains; null where the method asks for none.</param>
/// <param name="Method">What it shows.</param>
/// <param name="Layer">The layer it looks at; null where the method looks at none.</param>
/// <param name="Peak">What the strongest colour stands for in the method's own unit; 0: nothing was found.</param>
/// <param name="File">The full path of the picture.</param>
public sealed record HeatmapPicture(string? Class, string Method, string? Layer, double Peak, string File);
