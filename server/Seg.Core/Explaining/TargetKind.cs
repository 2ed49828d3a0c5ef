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
