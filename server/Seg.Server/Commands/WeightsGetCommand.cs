using System.CommandLine;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Output;

namespace Seg.Server.Commands;

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

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        string path = Fetch(EncoderRegistry.Find(given.GetRequiredValue(name)), terminal, stop);
        terminal.Line(path);
        terminal.Json(new { Path = path });
        return ExitCodes.Ok;
    }
}
