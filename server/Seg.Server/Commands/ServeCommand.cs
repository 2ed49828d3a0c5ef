using System.CommandLine;
using Seg.Server.Output;
using Seg.Server.Rpc;

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

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        // A stray line on standard output would be taken for an answer.
        Console.SetOut(Console.Error);
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        RpcServer.Run(input, output, Console.Error, stop).GetAwaiter().GetResult();
        return ExitCodes.Ok;
    }
}
