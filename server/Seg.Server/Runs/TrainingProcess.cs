using System.Diagnostics;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Server.Runs;

/// <summary>
/// A <c>seg train</c> in a session of its own, so that neither the end of this process nor a signal to its group reaches
/// it. Its input and output are files, for the same reason; only that it has begun does it say over a pipe, which nobody
/// needs afterwards.
/// </summary>
internal sealed class TrainingProcess : IDisposable
{
    /// <summary>The flag that has <c>seg train</c> say so.</summary>
    public const string TellBegun = "--tell-begun";

    private const int Pipe = 3;
    private const string Detached = """out=$1 err=$2; shift 2; exec setsid "$@" 3>&1 </dev/null >"$out" 2>"$err" """;
    private const int Killed = 128 + 9;

    private readonly string folder;
    private readonly Process process;

    private TrainingProcess(string folder, Process process)
    {
        this.folder = folder;
        this.process = process;
    }

    /// <summary>Does not wait for anything.</summary>
    public static TrainingProcess Start(Dataset dataset, RunFolder run, TrainOptions options, bool isResumed)
    {
        string folder = Directory.CreateTempSubdirectory("seg-start-").FullName;
        string file = Path.Combine(folder, "options.json");
        options.Write(file);
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "seg"),
            "train",
            dataset.Folder,
            $"--name={run.Name}",
            $"--options={file}",
            "--json",
            TellBegun,
            .. isResumed ? (string[])["--resume"] : [],
        ];
        var start = new ProcessStartInfo("/bin/sh", ["-c", Detached, "sh", Output(folder), Errors(folder), .. command])
        {
            WorkingDirectory = dataset.Folder,
            RedirectStandardOutput = true,
        };
        return new TrainingProcess(folder, Process.Start(start)!);
    }

    /// <summary>To be called in the process that was started, when the training has begun.</summary>
    public static void SayBegun()
    {
        try
        {
            using var pipe = new FileStream(
                new SafeFileHandle(Pipe, ownsHandle: true),
                FileAccess.Write,
                bufferSize: 0
            );
            pipe.Write("begun\n"u8);
        }
        catch (IOException)
        {
            // Whoever started it has ended.
        }
    }

    /// <summary>Waits until the training has begun; where this is cancelled, it is killed.</summary>
    /// <exception cref="SegException">It has ended before: why.</exception>
    public async Task Begun(CancellationToken stop)
    {
        try
        {
            // The pipe ends with the process, however that ends.
            if (await process.StandardOutput.ReadLineAsync(stop).ConfigureAwait(false) is not null)
                return;
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        throw Refusal();
    }

    private Exception Refusal()
    {
        if (process.ExitCode == Killed)
            return new SegException(
                "runs.killed",
                "The training was killed before it had begun. The machine may be short of memory: use fewer or smaller images, a smaller batch or crop."
            );
        string said = Said(Output(folder));
        if (ReportedError(said) is { } error)
            return error;
        return new InvalidOperationException($"seg train ended with {process.ExitCode}: {said}{Said(Errors(folder))}");
    }

    /// <summary>Leaves it alone from here on. Its files are gone when it ends.</summary>
    public void Dispose()
    {
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static SegException? ReportedError(string said)
    {
        try
        {
            JsonElement error = JsonElement.Parse(said).GetProperty("error");
            string code = error.GetProperty("code").GetString()!;
            if (!error.TryGetProperty("fields", out JsonElement fields))
                return null; // a fault of ours
            return new SegException(code, error.GetProperty("message").GetString()!)
            {
                Fields = [.. fields.EnumerateArray().Select(field => field.GetString()!)],
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // it did not come so far
        }
    }

    private static string Said(string file)
    {
        using var reader = new StreamReader(RegularFile.OpenRead(file));
        return reader.ReadToEnd();
    }

    private static string Output(string folder) => Path.Combine(folder, "output");

    private static string Errors(string folder) => Path.Combine(folder, "errors");
}
