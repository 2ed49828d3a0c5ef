using System.Security.Cryptography;
using System.Text;
using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Runs;

/// <summary>The picture that shows what augmentation does to a dataset's images.</summary>
internal static class SampleSheet
{
    /// <summary>Writes it under the same name for the same dataset, so that trying many settings leaves one file.</summary>
    /// <exception cref="SegException">An option that is out of range, or what is wrong with the dataset.</exception>
    public static Samples Draw(SamplesParams request, CancellationToken stop)
    {
        if (request.Crop is < 16 or > 4096)
            throw new SegException("train.option", $"The crop size is {request.Crop}; it may be 16 to 4096.")
            {
                Fields = ["crop"],
            };
        var dataset = Dataset.Open(FullPath.Of(request.Folder));
        (Raster<byte> sheet, _) = AugmentationPreview.Of(
            dataset,
            request.Augmentation,
            request.Crop,
            (ulong)request.Seed,
            stop
        );
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataset.Folder)))[..32];
        string folder = FullPath.Of(request.Into);
        string file = Path.Combine(folder, $"samples-{name}.png");
        AtomicFile.MakeFolder(folder);
        ImageFile.Write(file, sheet);
        return new Samples(file);
    }
}
