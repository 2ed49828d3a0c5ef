using System.Diagnostics;
using System.Text.Json;

namespace Seg.Server.Tests;

/// <summary>What one run of the real executable gave.</summary>
internal sealed record SegProcess(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "seg"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Task<SegProcess> Run(params string[] arguments) => Finish(Start(arguments));

    public static async Task<SegProcess> Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new SegProcess(process.ExitCode, await output, await error);
        }
    }
}
