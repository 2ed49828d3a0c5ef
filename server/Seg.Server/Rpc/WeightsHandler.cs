using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Published weights on this machine.</summary>
internal sealed class WeightsHandler
{
    private const double Megabyte = 1e6;

    /// <summary>Fetches an encoder's published weights unless they are here, and checks them. Cancelled, it goes on the next time.</summary>
    [JsonRpcMethod("weights/get")]
    public Task<WeightsFile> Get(WeightsParams request, CancellationToken stop) =>
        Task.Run(
            async () =>
                new WeightsFile(
                    await WeightCache
                        .OfUser()
                        .Get(
                            EncoderRegistry.Find(request.Encoder),
                            (have, all) => request.Progress.Report(new(Megabytes(have), Megabytes(all))),
                            stop
                        )
                        .ConfigureAwait(false)
                ),
            stop
        );

    private static int Megabytes(long bytes) => (int)Math.Ceiling(bytes / Megabyte);
}
