using System.CommandLine;
using System.Globalization;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg weights list</c>: the encoders, and whose weights are here.</summary>
internal sealed class WeightsListCommand()
    : Verb(
        "list",
        "Lists the encoders, and where their published weights come from and would be. The publishers' terms apply.",
        "seg weights list"
    )
{
    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
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
