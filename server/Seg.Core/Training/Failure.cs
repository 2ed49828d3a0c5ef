using System.Runtime.InteropServices;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>What the user is told when training cannot go on.</summary>
internal static class Failure
{
    /// <summary>Null for a fault of ours.</summary>
    public static SegException? Explain(Exception e) =>
        e switch
        {
            SegException error => error,
            OutOfMemoryException => NoMemory(e),
            // libtorch has no code for it.
            ExternalException when e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase) => NoMemory(e),
            _ => null,
        };

    public static SegException Diverged(RunPosition position, TrainOptions options) =>
        new(
            "train.diverged",
            FormattableString.Invariant(
                $"The loss or the weights became infinite or not a number in step {position.Step + 1}. Use a lower learning rate ({options.LearningRate} was used), and look at the class weights and for images with extreme values. "
            )
                + (
                    position.Epoch > 0
                        ? $"The model of epoch {position.Epoch} is kept; the training can go on from there."
                        : "No epoch was finished."
                )
        )
        {
            Fields = ["learningRate"],
        };

    private static SegException NoMemory(Exception e) =>
        new(
            "train.memory",
            "There is not enough memory for this training. Use a smaller batch or crop, or a smaller encoder.",
            e
        )
        {
            Fields = ["batch", "crop", "encoder"],
        };
}
