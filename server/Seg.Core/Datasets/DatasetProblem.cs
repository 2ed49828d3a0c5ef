namespace Seg.Core.Datasets;

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
public sealed record DatasetProblem(string File, string Problem, string Remedy, Severity Severity);
