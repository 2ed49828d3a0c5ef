using OpenCvSharp;
using Seg.Core.Imaging;
using Seg.Core.Networks;
using Seg.Core.Training;
using static TorchSharp.torch;

namespace Seg.Core.Prediction;

/// <summary>What a model says of one image.</summary>
/// <param name="Mask">8-bit gray: the most probable class of each pixel.</param>
/// <param name="Probability">32-bit float, 0 to 1: how probable that class is.</param>
public sealed record PredictedImage(Mat Mask, Mat Probability) : IDisposable
{
    /// <summary>Frees both pictures.</summary>
    public void Dispose()
    {
        Mask.Dispose();
        Probability.Dispose();
    }
}

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
    /// <param name="tile">Height and width of a tile in pixels, a multiple of 32; images up to this size are done in one pass.</param>
    public Predictor(nn.Module<Tensor, Tensor> network, ModelDescription model, Device device, int tile = 1024)
    {
        this.network = network;
        this.model = model;
        this.device = device;
        normalizer = new Normalizer(model.Network.Input, device);
        grid = new TileGrid(tile, tile / 8 / 32 * 32);
    }

    /// <summary>Predicts an image as <see cref="ImageFile.Read"/> gives it; colour and gray are adapted to the model.</summary>
    public PredictedImage Predict(Mat image)
    {
        using Mat fitted = FitChannels(image, model.Network.Channels);
        using Mat normalized = model.Normalization.Apply(fitted);
        return PredictNormalized(normalized);
    }

    /// <summary>Frees what the predictor itself holds.</summary>
    public void Dispose() => normalizer.Dispose();

    /// <summary>Gray for a model of gray images, three equal channels for one of colour.</summary>
    internal static Mat FitChannels(Mat image, int channels) =>
        (image.Channels(), channels) switch
        {
            (3, 1) => image.CvtColor(ColorConversionCodes.RGB2GRAY),
            (1, 3) => image.CvtColor(ColorConversionCodes.GRAY2RGB),
            _ => image.Clone(),
        };

    internal PredictedImage PredictNormalized(Mat image)
    {
        var result = new PredictedImage(
            new Mat(image.Size(), MatType.CV_8UC1),
            new Mat(image.Size(), MatType.CV_32FC1)
        );
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        IReadOnlyList<int> starts = grid.Starts(image.Rows);
        Tensor? carried = null;
        for (int i = 0; i < starts.Count; i++)
        {
            int top = starts[i];
            int next = i + 1 < starts.Count ? starts[i + 1] : image.Rows;
            using var rowScope = NewDisposeScope();
            Tensor row = PredictRow(image, top, carried);
            Write(row.narrow(1, 0, next - top), top, result);
            carried?.Dispose();
            carried = row.narrow(1, next - top, row.shape[1] - (next - top)).clone().MoveToOuterDisposeScope();
        }
        return result;
    }

    /// <summary>Classes + 1, lines, width: the sums of weighted probabilities, and of the weights, of one row of tiles.</summary>
    private Tensor PredictRow(Mat image, int top, Tensor? carried)
    {
        int height = Math.Min(grid.Tile, image.Rows - top);
        Tensor sums = zeros(model.Classes.Count + 1, height, image.Cols, device: device);
        if (carried is not null)
            sums.narrow(1, 0, carried.shape[1]).add_(carried);
        foreach (int left in grid.Starts(image.Cols))
        {
            using var scope = NewDisposeScope();
            using Mat tile = image.SubMat(new Rect(left, top, Math.Min(grid.Tile, image.Cols - left), height)).Clone();
            Tensor weights = grid.Weights(tile.Rows, tile.Cols, device);
            Tensor probabilities = Probabilities(tile) * weights;
            sums.narrow(2, left, tile.Cols).add_(cat([probabilities, weights.unsqueeze(0)], 0));
        }
        return sums;
    }

    /// <summary>Classes, height, width.</summary>
    private Tensor Probabilities(Mat tile)
    {
        Tensor input = normalizer.Apply(TensorBorder.Image(tile, device));
        return network.call(input).softmax(1).squeeze(0);
    }

    private static void Write(Tensor sums, int top, PredictedImage result)
    {
        long classes = sums.shape[0] - 1;
        (Tensor best, Tensor index) = sums.narrow(0, 0, classes).max(0);
        TensorBorder.CopyBytes(index, result.Mask, top);
        TensorBorder.CopyFloats(best / sums[classes], result.Probability, top);
    }
}
