using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Pictures that a browser cannot decode.</summary>
internal sealed class ImageHandler
{
    /// <summary>Writes the values of a picture to a file that the label editor reads.</summary>
    [JsonRpcMethod("image/render")]
    public Task<RenderResult> Render(RenderParams given, CancellationToken stop) => throw new NotImplementedException();
}
