namespace Seg.Core.Explaining;

/// <summary>Ways to show why a model says what it says.</summary>
public enum HeatmapMethod
{
    /// <summary>Which parts of a layer the pixels' logits grow with (arXiv:2002.11434).</summary>
    SegGradCam,

    /// <summary>The same with more weight on small parts (arXiv:1710.11063).</summary>
    GradCamPlusPlus,

    /// <summary>What each pixel of a layer adds to the logits, sharper and without averaging (arXiv:2011.08891).</summary>
    HiResCam,

    /// <summary>Where a layer sees most of what differs in the image, whatever the class (arXiv:2008.00299).</summary>
    EigenCam,

    /// <summary>How probable the class is at each pixel.</summary>
    Probability,

    /// <summary>How much the logits fall when a square of the image is covered: slow, and takes no layer's word for it (arXiv:1311.2901).</summary>
    Occlusion,
}
