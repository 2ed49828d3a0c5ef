using Microsoft.Extensions.Logging;

namespace Seg.Server.Serving;

/// <summary>The settings of <c>seg serve</c>, read once when it starts.</summary>
/// <param name="LogLevel">What is written to standard error: this and what is worse.</param>
/// <param name="ModelBytes">How much memory the models take with what is kept beside them; the newest one may take more.</param>
/// <param name="ReviewBytes">How much memory reviews of models take; the newest one may take more.</param>
/// <param name="IdleTime">After how long without a question models leave the memory.</param>
/// <param name="StopPatience">How long the end waits for work that was cancelled.</param>
internal sealed record ServeSettings(
    LogLevel LogLevel,
    long ModelBytes,
    long ReviewBytes,
    TimeSpan IdleTime,
    TimeSpan StopPatience
)
{
    /// <summary>The environment variable with the editor's log level.</summary>
    public const string LogLevelVariable = "SEG_LOG_LEVEL";

    private const long MostModelBytes = 4L << 30;
    private const long MostReviewBytes = 256L << 20;

    /// <summary>From the environment, which is the user's; never from files in the working folder, which may be a stranger's.</summary>
    public static ServeSettings FromEnvironment() =>
        new(
            LevelOf(Environment.GetEnvironmentVariable(LogLevelVariable)),
            Math.Min(MostModelBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2),
            Math.Min(MostReviewBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16),
            TimeSpan.FromMinutes(3),
            TimeSpan.FromSeconds(10)
        );

    /// <summary>By the names that VS Code has for them.</summary>
    internal static LogLevel LevelOf(string? name) =>
        name?.ToLowerInvariant() switch
        {
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "error" => LogLevel.Error,
            "off" => LogLevel.None,
            _ => LogLevel.Warning,
        };
}
