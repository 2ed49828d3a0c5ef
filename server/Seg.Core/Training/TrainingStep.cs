using Seg.Core.Augmentation;
using Seg.Core.Losses;
using Seg.Core.Networks;
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
    /// <summary>Learns from one batch; returns its loss before that. The network is in training mode.</summary>
    public double Run(Batch batch)
    {
        using var pause = FinalizerPause.Begin();
        using var scope = NewDisposeScope();
        using Tensor images = TensorBorder.Images(
            batch.Pixels,
            batch.Count,
            batch.Height,
            batch.Width,
            batch.Channels,
            device
        );
        using Tensor labels = TensorBorder.Labels(batch.Labels, batch.Count, batch.Height, batch.Width, device);
        Tensor value = Loss(images, labels);
        optimizer.Step(value);
        return value.item<float>();
    }

    // Freed before the way back, which then gives back each layer's result as soon as it has used it.
    private Tensor Loss(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return loss.Compute(network.call(normalizer.Apply(images)), labels).MoveToOuterDisposeScope();
    }
}
