using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>What advice is about; what spoils the measurements themselves comes first.</summary>
public enum AdviceKind
{
    /// <summary>Validation or test images look like training images.</summary>
    Leak,

    /// <summary>Two classes are taken for each other.</summary>
    Swap,

    /// <summary>A label looks wrong.</summary>
    Label,

    /// <summary>A class has too few examples.</summary>
    FewExamples,

    /// <summary>Pixels of a class are taken for another one.</summary>
    Confusion,

    /// <summary>Small objects are missed more often than larger ones.</summary>
    SmallObjects,

    /// <summary>There are more mistakes near the edge of images than inside.</summary>
    ImageEdges,

    /// <summary>Images are less sharp than the training images.</summary>
    Focus,

    /// <summary>The model overfits.</summary>
    Overfitting,

    /// <summary>The model had not finished learning.</summary>
    Underfitting,
}

/// <summary>A part of an image, in pixels.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Width">How many columns.</param>
/// <param name="Height">How many rows.</param>
public sealed record AdviceRegion(int Left, int Top, int Width, int Height)
{
    internal static AdviceRegion Of(Component component) =>
        new(component.Left, component.Top, component.Width, component.Height);
}

/// <summary>Where to look.</summary>
/// <param name="Image">The stem of an image.</param>
/// <param name="Region">The part in question; null: all of it.</param>
public sealed record AdvicePlace(string Image, AdviceRegion? Region = null);

/// <summary>What would make a model better, from something that was measured.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">What is the matter, for people.</param>
/// <param name="Evidence">What was measured, with its numbers.</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Places">Where it can be seen, the worst first; empty where no image shows it.</param>
/// <param name="Cell">The pixels in question, by label and prediction; null where it is not about such pixels.</param>
public sealed record Advice(
    AdviceKind Kind,
    string Sentence,
    string Evidence,
    string Action,
    IReadOnlyList<AdvicePlace> Places,
    ConfusionCell? Cell = null
);
