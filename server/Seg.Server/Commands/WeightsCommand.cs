using System.CommandLine;
using System.Globalization;
using Seg.Core;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg weights</c>: the cache of published weights.</summary>
internal sealed class WeightsCommand : Command
{
    public WeightsCommand()
        : base(
            "weights",
            "Published weights, from which a training on few images starts: each encoder's is downloaded once, when "
                + "'seg train --weights imagenet' first asks for it. Without a network, SEG_WEIGHTS_MIRROR may name an address "
                + "or a folder that has the files by the names that 'seg weights list' shows, such as another machine's cache."
        )
    {
        Add(new WeightsListCommand());
        Add(new WeightsGetCommand());
        Add(new WeightsVerifyCommand());
    }
}

/// <summary><c>seg weights list</c>: the encoders, and whose weights are here.</summary>
internal sealed class WeightsListCommand()
    : Verb(
        "list",
        "Lists the encoders, and where their published weights come from and would be. The publishers' terms apply.",
        "seg weights list"
    )
{
    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var cache = WeightCache.OfUser();
        var source = WeightSource.FromEnvironment();
        EncoderInfo[] published = [.. EncoderRegistry.All.Where(encoder => PublishedWeights.Of(encoder) is not null)];
        terminal.Table(
            [new("encoder"), new("million numbers", IsNumber: true), new("licence"), new("here"), new("from")],
            [
                .. published.Select(encoder =>
                    new[]
                    {
                        encoder.Name,
                        (encoder.Parameters / 1e6).ToString("0.0", CultureInfo.InvariantCulture),
                        PublishedWeights.Of(encoder)!.Licence ?? "see its page",
                        File.Exists(cache.PathOf(encoder)) ? "yes" : "no",
                        source.AddressOf(encoder).AbsoluteUri,
                    }
                ),
            ]
        );
        terminal.Line(
            $"{ShippedWeights.Encoder} also has the weights '{ShippedWeights.Name}', which come with Seg and are what training starts from."
        );
        terminal.Line($"What was downloaded is kept as {cache.PathOf(published[0])} and so on.");
        terminal.Json(
            published.Select(encoder => new
            {
                encoder.Name,
                encoder.Parameters,
                encoder.Channels,
                PublishedWeights.Of(encoder)!.Licence,
                PublishedWeights.Of(encoder)!.Input,
                Source = source.AddressOf(encoder),
                Path = cache.PathOf(encoder),
                IsHere = File.Exists(cache.PathOf(encoder)),
            })
        );
        return ExitCodes.Ok;
    }
}

/// <summary><c>seg weights get</c>: fetches published weights, for instance before a machine loses its network.</summary>
internal sealed class WeightsGetCommand : Verb
{
    private const double Megabyte = 1e6;

    private readonly Argument<string> name = new("NAME")
    {
        Description = "An encoder, as 'seg weights list' names them",
    };

    public WeightsGetCommand()
        : base(
            "get",
            "Downloads an encoder's published weights unless they are here, checks them, and says where they are.",
            "seg weights get resnet34"
        ) => Add(name);

    /// <summary>Fetches and shows how far it is; returns the file.</summary>
    public static string Fetch(EncoderInfo encoder, Terminal terminal, CancellationToken stop) =>
        terminal.Progress(view =>
            WeightCache
                .OfUser()
                .Get(
                    encoder,
                    (have, all) => view.Report($"MB of {encoder.Name}", have / Megabyte, all / Megabyte),
                    stop
                )
                .GetAwaiter()
                .GetResult()
        );

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        string path = Fetch(EncoderRegistry.Find(parsed.GetRequiredValue(name)), terminal, stop);
        terminal.Line(path);
        terminal.Json(new { Path = path });
        return ExitCodes.Ok;
    }
}

/// <summary><c>seg weights verify</c>: whether the files are still what they were.</summary>
internal sealed class WeightsVerifyCommand()
    : Verb(
        "verify",
        "Checks all weights that are here: names and shapes against their encoder, and the digest against the first download.",
        "seg weights verify"
    )
{
    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
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
