using OpenCvSharp;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Prediction;

/// <summary>What images look like to a model, as numbers that are near each other for images that look alike.</summary>
/// <param name="model">The caller keeps and frees it.</param>
public sealed class ImageFeatures(TrainedModel model) : IDisposable
{
    private readonly Normalizer normalizer = new(model.Description.Network.Input, model.Device);
    private readonly TileGrid grid = new(tile: 1024);

    /// <summary>The mean of each channel of the encoder's deepest feature map, over all tiles of the image.</summary>
    /// <param name="image">1 or 3 channels, any depth and size.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public float[] Of(Mat image, CancellationToken stop = default)
    {
        using Mat normalized = model.Description.Normalize(image);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor? sum = null;
        double pixels = 0;
        foreach (Mat tile in Tiles(normalized))
        {
            using (tile)
            {
                stop.ThrowIfCancellationRequested();
                using var pause = FinalizerPause.Begin();
                Tensor input = normalizer.Apply(TensorConversion.Image(tile, model.Device));
                Tensor weighted = model.Network.Features(input).squeeze(0) * tile.Total();
                sum = sum is null ? weighted : sum + weighted;
                pixels += tile.Total();
            }
        }
        return (sum! / pixels).cpu().data<float>().ToArray();
    }

    /// <summary>Frees what this object itself holds.</summary>
    public void Dispose() => normalizer.Dispose();

    private IEnumerable<Mat> Tiles(Mat image)
    {
        TileSide down = grid.Along(image.Rows);
        TileSide across = grid.Along(image.Cols);
        foreach (int top in down.Starts)
        foreach (int left in across.Starts)
            yield return image.SubMat(
                new Rect(left, top, Math.Min(across.Length, image.Cols - left), Math.Min(down.Length, image.Rows - top))
            );
    }
}
