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
    /// <param name="image">1 or 3 channels, any kind and size.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public float[] Of(Raster image, CancellationToken stop = default)
    {
        Raster<float> normalized = model.Description.Normalize(image);
        using var betweenTiles = NewDisposeScope();
        using var _ = no_grad();
        Tensor? sum = null;
        double pixels = 0;
        foreach ((int left, int top, int width, int height) in Tiles(normalized))
        {
            stop.ThrowIfCancellationRequested();
            using var scope = ComputeScope.Open();
            Tensor tile = TensorConversion.Image(normalized, left, top, width, height, model.Device);
            double area = (double)width * height;
            Tensor weighted = model.Network.Features(normalizer.Apply(tile)).squeeze(0) * area;
            sum = (sum is null ? weighted : sum + weighted).MoveToOuterDisposeScope();
            pixels += area;
        }
        using var mean = ComputeScope.Open();
        return TensorConversion.Floats(sum! / pixels);
    }

    /// <summary>Frees what this object itself holds.</summary>
    public void Dispose() => normalizer.Dispose();

    private IEnumerable<(int Left, int Top, int Width, int Height)> Tiles(Raster image)
    {
        TileSide down = grid.Along(image.Height);
        TileSide across = grid.Along(image.Width);
        foreach (int top in down.Starts)
        foreach (int left in across.Starts)
            yield return (
                left,
                top,
                Math.Min(across.Length, image.Width - left),
                Math.Min(down.Length, image.Height - top)
            );
    }
}
