using OpenCvSharp;
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

    /// <summary>Predicts an image as <see cref="ImageFile.Read"/> gives it; colour and gray are adapted to the model.</summary>
    /// <param name="image">1 or 3 channels, any depth and size.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PredictedImage Predict(Mat image, CancellationToken stop = default)
    {
        using Mat normalized = model.Normalize(image);
        return PredictNormalized(normalized, stop);
    }

    /// <summary>What the model thinks of each pixel as an 8-bit gray picture: 0 to 255 stand for 0 to 1.</summary>
    /// <param name="image">As for <see cref="Predict"/>.</param>
    /// <param name="shown">
    /// The class whose probability is wanted; null: how unsure it is, the entropy of the probabilities as a share of that of
    /// equal ones.
    /// </param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Mat Map(Mat image, int? shown, CancellationToken stop = default)
    {
        using Mat normalized = model.Normalize(image);
        var map = new Mat(image.Size(), MatType.CV_8UC1);
        try
        {
            ForEachRow(normalized, Draw, stop);
            return map;
        }
        catch
        {
            map.Dispose();
            throw;
        }

        void Draw(Tensor probabilities, int top)
        {
            Tensor plane = shown is { } index ? probabilities[index] : Entropy(probabilities);
            TensorConversion.CopyBytes((plane * 255).round().clamp(0, 255), map, top);
        }
    }

    /// <summary>Frees what the predictor itself holds.</summary>
    public void Dispose() => normalizer.Dispose();

    /// <summary>Predicts an image that has been prepared as the model wants it.</summary>
    internal PredictedImage PredictNormalized(Mat image, CancellationToken stop = default) =>
        PredictNormalized(image, null, stop);

    /// <summary>The same; what is seen are the probabilities classes,lines,width of lines, and the first of these.</summary>
    internal PredictedImage PredictNormalized(Mat image, Action<Tensor, int>? seen, CancellationToken stop = default)
    {
        var result = new PredictedImage(
            new Mat(image.Size(), MatType.CV_8UC1),
            new Mat(image.Size(), MatType.CV_32FC1)
        );
        double wrong = 0;
        double foreground = 0;
        try
        {
            ForEachRow(image, Write, stop);
            return result with { ExpectedError = PredictedImage.ErrorOf(wrong, foreground, image.Total()) };
        }
        catch
        {
            result.Dispose();
            throw;
        }

        void Write(Tensor probabilities, int top)
        {
            (Tensor best, Tensor index) = probabilities.max(0);
            TensorConversion.CopyBytes(index, result.Mask, top);
            TensorConversion.CopyFloats(best, result.Probability, top);
            wrong += (1 - best).sum(ScalarType.Float64).item<double>();
            foreground += (1 - probabilities[0]).sum(ScalarType.Float64).item<double>();
            seen?.Invoke(probabilities, top);
        }
    }

    /// <summary>
    /// One row of tiles after the other; only what the next one overlaps is kept, however high the image is.
    /// </summary>
    /// <param name="image">Prepared as the model wants it.</param>
    /// <param name="take">Gets the probabilities classes,lines,width of finished lines, and the first of them.</param>
    /// <param name="stop">Ends the work.</param>
    private void ForEachRow(Mat image, Action<Tensor, int> take, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        IReadOnlyList<int> starts = grid.Along(image.Rows).Starts;
        Tensor? carried = null;
        for (int i = 0; i < starts.Count; i++)
        {
            int top = starts[i];
            int done = (i + 1 < starts.Count ? starts[i + 1] : image.Rows) - top;
            using var pause = FinalizerPause.Begin();
            using var rowScope = NewDisposeScope();
            Tensor row = PredictRow(image, top, carried, stop);
            Tensor finished = row.narrow(1, 0, done);
            take(finished.narrow(0, 0, model.Classes.Count) / finished[model.Classes.Count], top);
            carried?.Dispose();
            carried = row.narrow(1, done, row.shape[1] - done).clone().MoveToOuterDisposeScope();
        }
    }

    /// <summary>Classes + 1, lines, width: the sums of weighted probabilities, and of the weights, of one row of tiles.</summary>
    private Tensor PredictRow(Mat image, int top, Tensor? carried, CancellationToken stop)
    {
        int height = Math.Min(grid.Along(image.Rows).Length, image.Rows - top);
        Tensor sums = zeros(model.Classes.Count + 1, height, image.Cols, device: device);
        if (carried is not null)
            sums.narrow(1, 0, carried.shape[1]).add_(carried);
        TileSide across = grid.Along(image.Cols);
        foreach (int left in across.Starts)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using Mat tile = image.SubMat(new Rect(left, top, Math.Min(across.Length, image.Cols - left), height));
            Tensor weights = grid.Weights(tile.Rows, tile.Cols, device);
            Tensor weighted = Probabilities(tile) * weights;
            Tensor place = sums.narrow(2, left, tile.Cols);
            place.narrow(0, 0, model.Classes.Count).add_(weighted);
            place[model.Classes.Count].add_(weights);
        }
        return sums;
    }

    /// <summary>Classes, height, width.</summary>
    private Tensor Probabilities(Mat tile)
    {
        Tensor input = normalizer.Apply(TensorConversion.Image(tile, device));
        return network.call(input).softmax(1).squeeze(0);
    }

    /// <summary>Height, width: 0 where one class is certain, 1 where all are equally likely.</summary>
    private Tensor Entropy(Tensor probabilities) =>
        special.entr(probabilities).sum(dim: 0) / Math.Log(model.Classes.Count);
}
