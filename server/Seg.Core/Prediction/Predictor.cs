using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Prediction;

/// <summary>
/// Applies a network to images of any size. A large image is done in tiles that overlap; where they do, their
/// probabilities are blended with weights that fall towards the tile's edge, so that no seam shows. Tiles begin at
/// multiples of the network's stride, so that its pooling falls on the same pixels as in one pass over the whole image.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly ModelDescription model;
    private readonly Device device;
    private readonly Normalizer normalizer;
    private readonly TileGrid grid;

    /// <summary>Uses a network as it is; the caller keeps and frees it.</summary>
    /// <param name="network">N,C,H,W to logits N,classes,H,W, in evaluation mode.</param>
    /// <param name="model">Says how images are prepared.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="tile">Height and width of a tile in pixels, a multiple of 32 from 64 on; images up to this size are done in one pass.</param>
    public Predictor(nn.Module<Tensor, Tensor> network, ModelDescription model, Device device, int tile = 1024)
    {
        this.network = network;
        this.model = model;
        this.device = device;
        normalizer = new Normalizer(model.Network.Input, device);
        grid = new TileGrid(tile);
    }

    /// <summary>Predicts an image as <see cref="ImageSource.Read"/> gives it; colour and gray are adapted to the model.</summary>
    /// <param name="image">1 or 3 channels, any kind and size.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="SegException"><c>weights.numbers</c>: damaged weights.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PredictedImage Predict(Raster image, CancellationToken stop = default) =>
        PredictNormalized(model.Normalize(image), stop);

    /// <summary>What the model thinks of each pixel as a gray picture: 0 to 255 stand for 0 to 1.</summary>
    /// <param name="image">As for <see cref="Predict"/>.</param>
    /// <param name="shown">
    /// The class whose probability is wanted; null: how unsure it is, the entropy of the probabilities as a share of that of
    /// equal ones.
    /// </param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Raster<byte> Map(Raster image, int? shown, CancellationToken stop = default)
    {
        var map = new Raster<byte>(image.Width, image.Height);
        ForEachRow(model.Normalize(image), Draw, stop);
        return map;

        void Draw(Tensor probabilities, int top)
        {
            Tensor plane = shown is { } index ? probabilities[index] : Entropy(probabilities);
            TensorConversion.CopyBytes((plane * 255).round().clamp(0, 255), map, top);
        }
    }

    /// <summary>Frees what the predictor itself holds.</summary>
    public void Dispose() => normalizer.Dispose();

    /// <summary>Predicts an image that has been prepared as the model wants it.</summary>
    internal PredictedImage PredictNormalized(Raster<float> image, CancellationToken stop = default) =>
        PredictNormalized(image, null, stop);

    /// <summary>The same; what is seen are the probabilities classes,rows,width of rows, and the first of these.</summary>
    internal PredictedImage PredictNormalized(
        Raster<float> image,
        Action<Tensor, int>? seen,
        CancellationToken stop = default
    )
    {
        var result = new PredictedImage(
            new Raster<byte>(image.Width, image.Height),
            new Raster<float>(image.Width, image.Height)
        );
        double wrong = 0;
        double foreground = 0;
        ForEachRow(image, Write, stop);
        long pixels = (long)image.Width * image.Height;
        return result with { ExpectedError = PredictedImage.ErrorOf(wrong, foreground, pixels) };

        void Write(Tensor probabilities, int top)
        {
            (Tensor best, Tensor index) = probabilities.max(0);
            TensorConversion.CopyBytes(index, result.Mask, top);
            TensorConversion.CopyFloats(best, result.Probability, top);
            wrong += TensorConversion.Number((1 - best).sum(ScalarType.Float64));
            foreground += TensorConversion.Number((1 - probabilities[0]).sum(ScalarType.Float64));
            seen?.Invoke(probabilities, top);
        }
    }

    /// <summary>
    /// One row of tiles after the other; only what the next one overlaps is kept, however high the image is.
    /// </summary>
    /// <param name="image">Prepared as the model wants it.</param>
    /// <param name="take">Gets the probabilities classes,rows,width of finished rows, and the first of them.</param>
    /// <param name="stop">Ends the work.</param>
    private void ForEachRow(Raster<float> image, Action<Tensor, int> take, CancellationToken stop)
    {
        using var betweenRows = NewDisposeScope();
        using var _ = no_grad();
        IReadOnlyList<int> starts = grid.Along(image.Height).Starts;
        Tensor? carried = null;
        for (int i = 0; i < starts.Count; i++)
        {
            int top = starts[i];
            int done = (i + 1 < starts.Count ? starts[i + 1] : image.Height) - top;
            using var scope = ComputeScope.Open();
            Tensor row = PredictRow(image, top, carried, stop);
            Tensor finished = row.narrow(1, 0, done);
            Tensor probabilities = finished.narrow(0, 0, model.Classes.Count) / finished[model.Classes.Count];
            RequireNumbers(probabilities);
            take(probabilities, top);
            carried?.Dispose();
            carried = row.narrow(1, done, row.shape[1] - done).clone().MoveToOuterDisposeScope();
        }
    }

    // Weights may be finite and yet so large, or a variance below 0, that what comes of them is no number.
    private static void RequireNumbers(Tensor probabilities)
    {
        if (!TensorConversion.AreFinite(probabilities))
            throw new SegException(
                "weights.numbers",
                "The network gives no numbers for an image: its weights are damaged or have grown too large. Get the model again, or train it with a lower learning rate."
            );
    }

    /// <summary>Classes + 1, rows, width: the sums of weighted probabilities, and of the weights, of one row of tiles.</summary>
    private Tensor PredictRow(Raster<float> image, int top, Tensor? carried, CancellationToken stop)
    {
        int height = Math.Min(grid.Along(image.Height).Length, image.Height - top);
        Tensor sums = zeros(model.Classes.Count + 1, height, image.Width, device: device);
        if (carried is not null)
            sums.narrow(1, 0, carried.shape[1]).add_(carried);
        TileSide across = grid.Along(image.Width);
        foreach (int left in across.Starts)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = ComputeScope.Open();
            int width = Math.Min(across.Length, image.Width - left);
            Tensor weights = grid.Weights(height, width, device);
            Tensor tile = TensorConversion.Image(image, left, top, width, height, device);
            Tensor weighted = Probabilities(tile) * weights;
            Tensor place = sums.narrow(2, left, width);
            place.narrow(0, 0, model.Classes.Count).add_(weighted);
            place[model.Classes.Count].add_(weights);
        }
        return sums;
    }

    /// <summary>Classes, height, width.</summary>
    private Tensor Probabilities(Tensor tile) => network.call(normalizer.Apply(tile)).softmax(1).squeeze(0);

    /// <summary>Height, width: 0 where one class is certain, 1 where all are equally likely.</summary>
    private Tensor Entropy(Tensor probabilities) =>
        special.entr(probabilities).sum(dim: 0) / Math.Log(model.Classes.Count);
}
