using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>What training makes small.</summary>
public interface ILoss
{
    /// <summary>
    /// The loss of a batch as one number that gradients flow through; the caller disposes it.
    /// Pixels labelled <see cref="Imaging.MaskFile.Ignore"/> change neither the value nor the gradient;
    /// a batch of nothing else has loss 0 and gradient 0.
    /// </summary>
    /// <param name="logits">Scores before softmax, float, N,K,H,W in any memory layout, K as the loss was made for.</param>
    /// <param name="labels">Class indices 0 to K-1 or 255, int64, N,H,W, on the device of the logits.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together or K is another.</exception>
    Tensor Compute(Tensor logits, Tensor labels);
}
