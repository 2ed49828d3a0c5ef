using Seg.Core.Losses;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>
/// The loss of a predicted image. An image that is predicted in one pass has the loss of training; of one that comes in
/// several rows of tiles the rows' losses are averaged by their height, as no row need hold all classes.
/// </summary>
/// <param name="loss">That of training.</param>
/// <param name="mask">The label; 255 does not count.</param>
/// <param name="device">Where the probabilities are.</param>
internal sealed class ImageLoss(ILoss loss, Raster<byte> mask, Device device)
{
    // So that no probability of 0 becomes an infinite loss; far below what a float can hold beside 1.
    private const double Least = 1e-12;

    private double sum;
    private int lines;

    /// <summary>Over all lines so far.</summary>
    public double Mean => lines > 0 ? sum / lines : 0;

    /// <summary>Adds lines of the image.</summary>
    /// <param name="probabilities">Classes, lines, width.</param>
    /// <param name="top">The first of the lines.</param>
    public void Add(Tensor probabilities, int top)
    {
        using var scope = ComputeScope.Open();
        int height = (int)probabilities.shape[1];
        byte[] rows = mask.Pixels.AsSpan(top * mask.Width, height * mask.Width).ToArray();
        Tensor labels = TensorConversion.Labels(rows, 1, height, mask.Width, device);
        // Softmax of the logarithm of probabilities gives them back.
        Tensor logits = probabilities.clamp_min(Least).log().unsqueeze(0);
        sum += height * TensorConversion.Number(loss.Compute(logits, labels));
        lines += height;
    }
}
