using System.CommandLine;
using Seg.Server.Hosting;
using Seg.Server.Output;
using Seg.Server.Serving;

namespace Seg.Server.Commands;

/// <summary><c>seg serve</c>: answers an editor.</summary>
internal sealed class ServeCommand : Verb
{
    public ServeCommand()
        : base(
            "serve",
            "Answers an editor: JSON-RPC on standard input and output, until the input ends. Not for people.",
            "seg serve"
        ) { }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        using var streams = ServeStreams.TakeStandard();
        ServeHost.Run(ServeSettings.FromEnvironment(), streams, stop).GetAwaiter().GetResult();
        return ExitCodes.Ok;
    }
}
