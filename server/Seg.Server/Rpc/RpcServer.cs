using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>The server's end of a connection: JSON-RPC in frames with a Content-Length, as editors speak it.</summary>
internal static class RpcServer
{
    private static readonly JsonRpcTargetOptions OneRecordEach = new()
    {
        UseSingleObjectParameterDeserialization = true,
        ClientRequiresNamedArguments = true,
    };

    /// <summary>One for each area; their methods are all that can be asked for.</summary>
    public static IReadOnlyList<object> Handlers { get; } =
    [
        new SessionHandler(),
        new DatasetHandler(),
        new ImageHandler(),
        new RunsHandler(),
        new PredictHandler(),
        new ExplainHandler(),
        new AdviceHandler(),
        new WeightsHandler(),
    ];

    /// <summary>Answers requests until the other end closes the stream.</summary>
    /// <param name="input">What the other end writes.</param>
    /// <param name="output">What it reads.</param>
    /// <param name="log">For faults, which the other end is told of only in general.</param>
    /// <param name="stop">Ends the connection from this side.</param>
    public static async Task Run(Stream input, Stream output, TextWriter log, CancellationToken stop)
    {
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = WireFormat.Options };
        using var rpc = new ToldErrors(new HeaderDelimitedMessageHandler(output, input, formatter), log);
        foreach (object handler in Handlers)
            rpc.AddLocalRpcTarget(handler, OneRecordEach);
        rpc.StartListening();
        await rpc.Completion.WaitAsync(stop).ConfigureAwait(false);
    }
}
