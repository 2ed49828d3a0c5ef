namespace Seg.Core.Datasets;

/// <summary>Colours for classes that people with any colour vision can tell apart, on bright and dark pictures.</summary>
public static class ClassColors
{
    /// <summary>The colour of the background.</summary>
    public const string Background = "#000000";

    /// <summary>
    /// The colours proposed for the classes after the background, as <c>#rrggbb</c>: the seven of Okabe and Ito, "Color
    /// Universal Design", 2008, without black; then Paul Tol's "muted" scheme, 2021.
    /// </summary>
    public static IReadOnlyList<string> Palette { get; } =
    [
        "#e69f00",
        "#56b4e9",
        "#009e73",
        "#f0e442",
        "#0072b2",
        "#d55e00",
        "#cc79a7",
        "#332288",
        "#ddcc77",
        "#117733",
        "#88ccee",
        "#882255",
        "#44aa99",
        "#999933",
        "#aa4499",
        "#cc6677",
    ];

    /// <summary>The colour proposed for a class, as <c>#rrggbb</c>; from the 17th after the background they come again.</summary>
    /// <param name="index">The value of the class in the masks; 0 is the background.</param>
    public static string Of(int index) => index == 0 ? Background : Palette[(index - 1) % Palette.Count];
}
