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

    private static bool IsColor(string color) =>
        color.Length == 7 && color[0] == '#' && color.Skip(1).All(char.IsAsciiHexDigit);
}
