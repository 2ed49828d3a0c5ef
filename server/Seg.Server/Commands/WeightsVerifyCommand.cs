using System.CommandLine;
using Seg.Core;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg weights verify</c>: whether the files are still what they were.</summary>
internal sealed class WeightsVerifyCommand()
    : Verb(
        "verify",
        "Checks all weights that are here: names and shapes against their encoder, and the digest against the first download.",
        "seg weights verify"
    )
{
    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        var cache = WeightCache.OfUser();
        var results = new List<Result>();
        foreach (EncoderInfo encoder in EncoderRegistry.All.Where(one => File.Exists(cache.PathOf(one))))
        {
            stop.ThrowIfCancellationRequested();
            Result result = Check(cache, encoder);
            results.Add(result);
            if (result.Problem is { } problem)
                terminal.Warning(problem);
            else
                terminal.Line($"{result.Path} is good: SHA-256 {result.Record!.Sha256}, from {result.Record.Source}.");
        }
        if (results.Count == 0)
            terminal.Line("There are no weights here yet.");
        terminal.Json(results);
        return results.TrueForAll(result => result.Problem is null) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Result Check(WeightCache cache, EncoderInfo encoder)
    {
        string path = cache.PathOf(encoder);
        try
        {
            return new(encoder.Name, path, cache.Verify(encoder), null);
        }
        catch (SegException e)
        {
            return new(encoder.Name, path, null, e.Message);
        }
    }

    private sealed record Result(string Name, string Path, WeightRecord? Record, string? Problem);
}
