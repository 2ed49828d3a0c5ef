using Seg.Core;
using Seg.Core.Imaging;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Pictures that a browser cannot decode.</summary>
internal sealed class ImageHandler : IDisposable
{
    // A picture takes several times its size in memory; whoever pages quickly asks for many.
    private readonly SemaphoreSlim places = new(2);

    /// <summary>Writes the values of a picture to a file that the label editor reads.</summary>
    [JsonRpcMethod("image/render")]
    public async Task<RenderResult> Render(RenderParams request, CancellationToken stop)
    {
        string file = FullPath.Of(request.File);
        var folder = new RenderFolder(FullPath.Of(request.Folder));
        if (!ImageFile.Extensions.Contains(Path.GetExtension(file)))
            throw new SegException(
                "image.ending",
                $"{file} is not an image: its name ends in none of {string.Join(", ", ImageFile.Extensions.Order(StringComparer.Ordinal))}."
            );
        await places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => folder.Render(file, request.Page, stop), stop).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
