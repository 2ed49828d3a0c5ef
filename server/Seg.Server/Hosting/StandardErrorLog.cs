using Microsoft.Extensions.Logging;

namespace Seg.Server.Hosting;

/// <summary>
/// Writes the log to standard error, a message a line. The console logger of Microsoft.Extensions.Logging brings colours,
/// scopes and settings that change while it runs, none of which the editor's log has a use for.
/// </summary>
internal sealed class StandardErrorLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    // The factory has looked at the level before.
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        string level = logLevel == LogLevel.Information ? "info" : logLevel.ToString().ToLowerInvariant();
        string details = exception is null ? "" : $": {exception}";
        Console.Error.WriteLine($"{level}: {formatter(state, exception)}{details}");
    }

    public void Dispose() { }
}
