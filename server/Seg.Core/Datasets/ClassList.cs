namespace Seg.Core.Datasets;

/// <summary>What any list of classes must keep to.</summary>
internal static class ClassList
{
    /// <summary>What is wrong with a list, as a clause; null: nothing.</summary>
    public static string? Problem(IReadOnlyList<SegClass> classes)
    {
        if (classes.Count is < SegJson.LeastClasses or > SegJson.MostClasses)
            return $"\"classes\" names {classes.Count}; {SegJson.LeastClasses} to {SegJson.MostClasses} are possible, the first being the background";
        if (classes.Any(c => c is null || string.IsNullOrWhiteSpace(c.Name)))
            return "a class has an empty name";
        if (classes.FirstOrDefault(c => !IsColor(c.Color)) is { } colorless)
            return $"the color \"{colorless.Color}\" of a class is not of the form \"#1f77b4\"";
        if (classes.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"two classes are named \"{twice.Key}\"";
        return null;
    }

    /// <summary>Why a list cannot follow one of <paramref name="before"/> classes; null: it can.</summary>
    public static string? Problem(int before, IReadOnlyList<EditedClass> classes)
    {
        int[] previous = [.. classes.Select(c => c.Previous).OfType<int>()];
        return Problem([.. classes.Select(c => new SegClass(c.Name, c.Color))])
            ?? (
                classes[0].Previous != 0 ? "the background does not stay first"
                : previous.Any(value => value < 0 || value >= before)
                    ? $"there are {before} classes until now, and a class has another previous value"
                : previous.Distinct().Count() < previous.Length ? "two classes have the same previous value"
                : null
            );
    }

    private static bool IsColor(string color) =>
        color.Length == 7 && color[0] == '#' && color.Skip(1).All(char.IsAsciiHexDigit);
}
