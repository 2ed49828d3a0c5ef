using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>What was measured of a model on the labelled images that it knows of, and what would make it better.</summary>
/// <param name="Folder">The model's.</param>
/// <param name="Model">The content of its <c>model.json</c>.</param>
/// <param name="Images">All that could be measured, in the order of their stems.</param>
/// <param name="Epochs">Of its training; empty where no record of it is left.</param>
/// <param name="Problems">What could not be measured, one sentence each.</param>
public sealed record ModelReview(
    RunFolder Folder,
    ModelDescription Model,
    IReadOnlyList<MeasuredImage> Images,
    IReadOnlyList<EpochEvent> Epochs,
    IReadOnlyList<string> Problems
)
{
    /// <summary>The validation and test images, from which it did not learn.</summary>
    public IReadOnlyList<MeasuredImage> Unseen { get; } = [.. Images.Where(image => image.Use != ImageUse.Train)];

    /// <summary>The scores on the validation and test images.</summary>
    public EvaluationReport Scores { get; } =
        Score(Model, [.. Images.Where(image => image.Use != ImageUse.Train)], Problems);

    /// <summary>What tells the weights that were measured from others.</summary>
    public string Weights { get; private init; } = "";

    /// <summary>About how much memory it takes.</summary>
    public long Bytes => Images.Sum(image => image.Bytes);

    /// <summary>Everything that would make it better, first what spoils the measurements themselves.</summary>
    public IReadOnlyList<Advice> Advice => [.. AllAdvice().OrderBy(advice => advice.Kind)];

    /// <summary>Whether a review of the same weights would find nothing else: the images are the same, and nobody has saved one.</summary>
    /// <param name="dataset">As it is now.</param>
    public bool IsCurrent(Dataset dataset) =>
        Choose(dataset, Model).Select(chosen => chosen.Image).SequenceEqual(Images.Select(image => image.Image))
        && Images.All(image => image.IsCurrent);

    /// <summary>Predicts and measures every image of the split that the model was trained with.</summary>
    /// <param name="model">The caller keeps and frees it.</param>
    /// <param name="folder">The model's.</param>
    /// <param name="dataset">Where the images and their masks are.</param>
    /// <param name="known">An earlier review of the same weights: images that have not changed since are not predicted again.</param>
    /// <param name="progress">Gets how many images are done, and how many there are.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="SegException">
    /// <c>evaluate.classes</c>: model and dataset differ; <c>evaluate.none</c>: none of the model's images is labelled there;
    /// <c>dataset.stem</c>: two images with one mask.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ModelReview Measure(
        TrainedModel model,
        RunFolder folder,
        Dataset dataset,
        ModelReview? known,
        Action<int, int> progress,
        CancellationToken stop
    )
    {
        (DatasetImage Image, ImageUse Use)[] chosen = Choose(dataset, model.Description);
        Dictionary<string, MeasuredImage> before = known?.Images.ToDictionary(image => image.Stem) ?? [];
        string[] classes = [.. model.Description.Classes.Select(c => c.Name)];
        using var predictor = new Predictor(model.Network, model.Description, model.Device);
        var images = new List<MeasuredImage>();
        var problems = new List<string>();
        foreach ((int index, (DatasetImage image, ImageUse use)) in chosen.Index())
        {
            stop.ThrowIfCancellationRequested();
            bool isKnown = before.TryGetValue(image.Stem, out MeasuredImage? measured) && measured.IsCurrent;
            try
            {
                images.Add(isKnown ? measured! : MeasuredImage.Of(image, use, model.Learned, predictor, classes, stop));
            }
            catch (SegException e)
            {
                problems.Add($"\"{image.Stem}\" was left out: {e.Message}");
            }
            progress(index + 1, chosen.Length);
        }
        return new(folder, model.Description, images, RunHistory.Read(folder.Events).Epochs, problems)
        {
            Weights = model.Weights,
        };
    }

    private static EvaluationReport Score(
        ModelDescription model,
        IReadOnlyList<MeasuredImage> images,
        IReadOnlyList<string> problems
    )
    {
        var report = EvaluationReport.From(
            [.. model.Classes.Select(c => c.Name)],
            images.Select(image => (image.Stem, image.Confusion)),
            problems
        );
        return report with
        {
            Images = [.. report.Images.Zip(images, (scores, image) => scores with { Learned = image.Learned })],
        };
    }

    private IEnumerable<Advice> AllAdvice()
    {
        string[] classes = [.. Model.Classes.Select(c => c.Name)];
        return
        [
            .. LearnedAdvice.Of(Images, Model.Split),
            .. LeakAdvice.Of([.. Learned.Select(i => i.Details)], [.. Unseen.Select(i => i.Details)]),
            .. ConfusionAdvice.Of(Unseen, classes),
            .. LabelAdvice.Of(Unseen, classes),
            .. LabelAdvice.Of(Learned, classes),
            .. ClassAdvice.Of(Labelled(), Images.Count),
            .. SmallObjectAdvice.Of(Unseen),
            .. EdgeAdvice.Of(Unseen),
            .. FocusAdvice.Of(Learned, Unseen),
            .. CurveAdvice.Of(Epochs),
        ];
    }

    private MeasuredImage[] Learned => [.. Images.Where(image => image.Use == ImageUse.Train)];

    private ClassCount[] Labelled()
    {
        double all = Math.Max(1, Images.Sum(image => image.Confusion.Total));
        return
        [
            .. Model.Classes.Select(
                (c, index) =>
                {
                    long[] pixels = [.. Images.Select(image => image.Confusion.TruthPixels(index))];
                    return new ClassCount(c.Name, pixels.Sum(), pixels.Sum() / all, pixels.Count(count => count > 0));
                }
            ),
        ];
    }

    private static (DatasetImage Image, ImageUse Use)[] Choose(Dataset dataset, ModelDescription model)
    {
        EvaluationChoice.RequireSameClasses(dataset, model);
        dataset.RequireOwnMasks();
        (DatasetImage, ImageUse)[] chosen =
        [
            .. from image in dataset.Images
            where image.IsLabelled
            let use = UseOf(image.Stem, model.Split)
            where use is not null
            select (image, use.Value),
        ];
        return chosen.Length > 0
            ? chosen
            : throw new SegException(
                "evaluate.none",
                $"None of the model's training, validation and test images is a labelled image of {dataset.Folder}. Name the dataset that the model was trained on."
            );
    }

    private static ImageUse? UseOf(string stem, SplitStems split) =>
        split.Train.Contains(stem) ? ImageUse.Train
        : split.Validation.Contains(stem) ? ImageUse.Validation
        : split.Test.Contains(stem) ? ImageUse.Test
        : null;
}
