using System.Diagnostics;
using System.Text.Json;

namespace Seg.Server.Tests;

/// <summary>What one run of the real executable gave.</summary>
internal sealed record SegProcess(int ExitCode, string Output, string Error)
{
    // Of a test that hangs: the slowest takes a tenth of it on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    private static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "seg");

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        StartIn(null, arguments, environment);

    /// <summary>Starts it in a folder; null: where the tests are.</summary>
    public static Process StartIn(string? folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Executable, arguments) { WorkingDirectory = folder ?? "" };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Start(start);
    }

    /// <summary>Starts it under a limit of the shell, such as <c>-d 100000</c>.</summary>
    public static Process StartLimited(string limit, params string[] arguments) =>
        Start(new ProcessStartInfo("/bin/sh", ["-c", $"ulimit {limit}; exec \"$0\" \"$@\"", Executable, .. arguments]));

    public static Task<SegProcess> Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>Waits until it ends by itself; one that does not is killed, and the test fails with what it has said.</summary>
    public static async Task<SegProcess> Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            bool hasEnded = await HasEnded(process);
            if (!hasEnded)
                process.Kill(entireProcessTree: true);
            var ended = new SegProcess(process.ExitCode, await output, await error);
            return hasEnded ? ended : throw new TimeoutException($"It had not ended after {Patience}: {ended}");
        }
    }

    private static async Task<bool> HasEnded(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }
}
