using Seg.Core.Augmentation;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>What is done again and again: forward, loss, backward, and the optimizer's change of the weights.</summary>
internal sealed class TrainingStep(
    UNet network,
    Normalizer normalizer,
    ILoss loss,
    OptimizerPlan optimizer,
    Device device
)
{
    /// <summary>
    /// Learns from one batch; returns its loss before that, and counts what the network took its pixels for. The network
    /// is in training mode.
    /// </summary>
    public double Run(Batch batch, ConfusionMatrix confusion)
    {
        using var scope = ComputeScope.Open();
        using Tensor images = TensorConversion.Images(
            batch.Pixels,
            batch.Count,
            batch.Height,
            batch.Width,
            batch.Channels,
            device
        );
        using Tensor labels = TensorConversion.Labels(batch.Labels, batch.Count, batch.Height, batch.Width, device);
        (Tensor value, byte[] seen) = Look(images, labels);
        confusion.Add(batch.Labels, seen);
        optimizer.Step(value);
        return TensorConversion.Number(value);
    }

    // Freed before the way back, which then gives back each layer's result as soon as it has used it.
    private (Tensor Loss, byte[] Seen) Look(Tensor images, Tensor labels)
    {
        using var scope = ComputeScope.Open();
        Tensor logits = network.call(normalizer.Apply(images));
        byte[] seen = TensorConversion.Bytes(logits.detach().argmax(1));
        return (loss.Compute(logits, labels).MoveToOuterDisposeScope(), seen);
    }
}
