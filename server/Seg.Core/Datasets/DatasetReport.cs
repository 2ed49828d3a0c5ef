namespace Seg.Core.Datasets;

/// <summary>How much of a class is labelled.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Pixels">Its pixels in all masks that could be read.</param>
/// <param name="Share">Its share of all labelled pixels, 0 to 1.</param>
/// <param name="Images">How many masks have it.</param>
public sealed record ClassCount(string Name, long Pixels, double Share, int Images);

/// <summary>What a check of a dataset found.</summary>
/// <param name="Images">How many images there are.</param>
/// <param name="Labelled">How many of them have a mask.</param>
/// <param name="InProgress">How many of these are in progress.</param>
/// <param name="NoObjects">How many of these are said to have no objects.</param>
/// <param name="Classes">What is labelled, in the order of the classes.</param>
/// <param name="NotLabelled">How many pixels of the masks are <see cref="Imaging.MaskFile.Ignore"/>.</param>
/// <param name="Fields">Which labelled images show the same field of view, and what would keep them together.</param>
/// <param name="Problems">Everything that is wrong, errors first, then in the order of the files.</param>
public sealed record DatasetReport(
    int Images,
    int Labelled,
    int InProgress,
    int NoObjects,
    IReadOnlyList<ClassCount> Classes,
    long NotLabelled,
    FieldsOfView Fields,
    IReadOnlyList<DatasetProblem> Problems
)
{
    /// <summary>Whether training must not start.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == Severity.Error);
}

/// <summary>Whether a problem keeps the dataset from being used.</summary>
public enum Severity
{
    /// <summary>Worth a look; training works.</summary>
    Warning,

    /// <summary>Training must not start.</summary>
    Error,
}

/// <summary>One thing that is wrong with a dataset.</summary>
/// <param name="File">The file it is about, relative to the dataset's folder, with forward slashes.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Severity">Whether the dataset can be used as it is.</param>
public sealed record DatasetProblem(string File, string Problem, string Remedy, Severity Severity)
{
    /// <summary>What is wrong and what to do, for people.</summary>
    internal string Sentence => $"{char.ToUpperInvariant(Problem[0])}{Problem[1..]}. {Remedy}";

    /// <summary>An error about a file; the last sentence of such messages says what to do.</summary>
    internal static DatasetProblem Of(string file, SegException error)
    {
        int end = error.Message.TrimEnd('.').LastIndexOf(". ", StringComparison.Ordinal);
        return new(file, error.Message[..end], error.Message[(end + 2)..], Severity.Error);
    }
}
