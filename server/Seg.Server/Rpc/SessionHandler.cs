using Seg.Core;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>What concerns the connection as a whole.</summary>
internal sealed class SessionHandler
{
    /// <summary>Comes first: whether both ends understand each other, and what the server has at hand.</summary>
    [JsonRpcMethod("session/hello")]
    public Task<HelloResult> Hello(HelloParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                if (request.Protocol != Wire.ProtocolVersion)
                    throw new SegException(
                        "session.protocol",
                        $"The editor speaks version {request.Protocol} of Seg's protocol and the server version {Wire.ProtocolVersion}. "
                            + "Reload the window; if that does not help, update the older of the two."
                    );
                return new HelloResult(
                    Wire.ProtocolVersion,
                    typeof(SessionHandler).Assembly.GetName().Version!.ToString(3),
                    Hardware.Describe(),
                    Hardware.MemoryBytes
                );
            },
            stop
        );
}
