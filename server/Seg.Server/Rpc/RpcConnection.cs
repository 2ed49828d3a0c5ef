using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>The server's end of a connection: JSON-RPC in frames with a Content-Length, as editors speak it.</summary>
internal sealed class RpcConnection(
    ServeStreams streams,
    ServeSettings settings,
    IServiceProvider services,
    IHostApplicationLifetime life,
    ILogger<RpcConnection> log
) : BackgroundService
{
    private static readonly JsonRpcTargetOptions OneRecordEach = new()
    {
        UseSingleObjectParameterDeserialization = true,
        ClientRequiresNamedArguments = true,
    };

    /// <summary>Answers requests until the other end closes the stream or the host stops, and ends what is still at work.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var rpc = new RequestDispatch(Messages(streams.Input, streams.Output), log);
            foreach (Type handler in Handlers.Types)
                rpc.AddLocalRpcTarget(services.GetRequiredService(handler), OneRecordEach);
            rpc.StartListening();
            try
            {
                await rpc.Completion.WaitAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            finally
            {
                await rpc.CancelAll(settings.StopPatience).ConfigureAwait(false);
            }
        }
        finally
        {
            life.StopApplication();
        }
    }

    private static HeaderDelimitedMessageHandler Messages(Stream input, Stream output) =>
        new(output, input, new SystemTextJsonFormatter { JsonSerializerOptions = WireFormat.Options });
}
