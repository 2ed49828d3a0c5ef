using System.Globalization;
using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Core.Explaining;

/// <summary>Whether a model was trained too long or too short, from the losses of its epochs.</summary>
public static class CurveAdvice
{
    // Fewer epochs show no trend above the noise of single epochs.
    private const int LeastEpochs = 8;

    private const double Worse = 1.2;
    private const double Better = 0.85;

    /// <summary>At most one piece of advice.</summary>
    /// <param name="epochs">All epochs of a run in their order.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<EpochEvent> epochs)
    {
        double[] training = Smooth([.. epochs.Select(epoch => epoch.Loss)]);
        double[] validation = Smooth([.. epochs.Select(epoch => epoch.ValidationLoss).OfType<double>()]);
        if (epochs.Count < LeastEpochs || validation.Length < epochs.Count)
            return [];
        int last = epochs.Count - 1;
        int best = Array.IndexOf(validation, validation.Min());
        if (validation[last] > Worse * validation[best] && training[last] < Better * training[best])
            return [Overfitting(epochs, best, validation[best], validation[last], training[best], training[last])];
        int before = last - epochs.Count / 4;
        if (validation[last] < Better * validation[before] && training[last] < Better * training[before])
            return [Underfitting(epochs, before, validation[before], validation[last])];
        return [];
    }

    private static Advice Overfitting(
        IReadOnlyList<EpochEvent> epochs,
        int best,
        double validationBest,
        double validationLast,
        double trainingBest,
        double trainingLast
    ) =>
        new(
            AdviceKind.Overfitting,
            $"The model overfits after epoch {epochs[best].Epoch}.",
            $"From there to epoch {epochs[^1].Epoch} the training loss fell from {Number(trainingBest)} to "
                + $"{Number(trainingLast)}, while the validation loss rose from {Number(validationBest)} to {Number(validationLast)}.",
            "The best epoch is kept, so nothing is lost. More labelled images help most; stronger augmentation, a smaller encoder "
                + "or a frozen encoder with ImageNet weights can help too.",
            []
        );

    private static Advice Underfitting(
        IReadOnlyList<EpochEvent> epochs,
        int before,
        double validationBefore,
        double validationLast
    ) =>
        new(
            AdviceKind.Underfitting,
            "The model was still improving when training ended.",
            $"From epoch {epochs[before].Epoch} to {epochs[^1].Epoch} the validation loss fell from "
                + $"{Number(validationBefore)} to {Number(validationLast)}.",
            "Train again with more epochs.",
            []
        );

    /// <summary>Each value becomes the mean of itself and its neighbours.</summary>
    private static double[] Smooth(double[] values) =>
        [.. values.Select((_, i) => values[Math.Max(0, i - 1)..Math.Min(values.Length, i + 2)].Average())];

    private static string Number(double loss) => loss.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>Which class has too few examples to be learned.</summary>
public static class ClassAdvice
{
    // Below that what the images have in common by chance looks like what the class looks like.
    private const int EnoughImages = 5;

    /// <summary>One piece of advice for each class that few of the labelled images have.</summary>
    /// <param name="classes">How much is labelled of each class, the background first.</param>
    /// <param name="labelled">How many images are labelled.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<ClassCount> classes, int labelled) =>
        [
            .. classes
                .Skip(1)
                .Where(c => c.Images < EnoughImages && 2 * c.Images < labelled)
                .OrderBy(c => c.Images)
                .Select(c => Few(c, labelled)),
        ];

    private static Advice Few(ClassCount count, int labelled) =>
        new(
            AdviceKind.FewExamples,
            $"\"{count.Name}\" has too few examples.",
            FormattableString.Invariant(
                $"{count.Images} of {labelled} labelled images contain it, {count.Pixels:N0} pixels in total."
            ),
            $"Label more images that contain \"{count.Name}\", so that there are at least {EnoughImages}.",
            []
        );
}
