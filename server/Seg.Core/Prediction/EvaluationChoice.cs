using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Core.Prediction;

/// <summary>The labelled images that a model is measured on.</summary>
/// <param name="Split"><c>test</c>, <c>validation</c>, <c>train</c>, <c>all</c> or, where images were named, <c>images</c>.</param>
/// <param name="Images">At least one.</param>
/// <param name="Problems">What belongs to the split and cannot be measured, one sentence each.</param>
public sealed record EvaluationChoice(string Split, IReadOnlyList<DatasetImage> Images, IReadOnlyList<string> Problems)
{
    /// <summary>The names of the splits that can be chosen.</summary>
    public static IReadOnlyList<string> Splits { get; } = ["test", "validation", "train", "all"];

    /// <summary>
    /// Chooses by the split that the model was trained with, which it remembers, not by what <c>seg.json</c> says now.
    /// </summary>
    /// <param name="dataset">Where the images and their masks are.</param>
    /// <param name="model">Knows what it was trained on.</param>
    /// <param name="split">One of <see cref="Splits"/>; null: the test images, or without any the validation images.</param>
    /// <param name="stems">These images instead of a split.</param>
    /// <exception cref="SegException">
    /// <c>evaluate.classes</c>: model and dataset differ; <c>evaluate.none</c>: no image to measure; <c>dataset.stem</c>: two
    /// images with one mask; <c>dataset.name</c>, <c>dataset.unlabelled</c>: a named image.
    /// </exception>
    public static EvaluationChoice Of(
        Dataset dataset,
        ModelDescription model,
        string? split = null,
        IReadOnlyList<string>? stems = null
    )
    {
        RequireSameClasses(dataset, model);
        dataset.RequireOwnMasks();
        if (stems is not null)
            return new("images", [.. stems.Select(stem => Labelled(dataset, stem))], []);
        string chosen = split ?? (model.Split.Test.Count > 0 ? "test" : "validation");
        var labelled = dataset.Images.Where(image => image.IsLabelled).ToDictionary(image => image.Stem);
        IReadOnlyList<string> wanted = chosen switch
        {
            "test" => model.Split.Test,
            "validation" => model.Split.Validation,
            "train" => model.Split.Train,
            "all" => [.. labelled.Values.Where(image => image.IsDone).Select(image => image.Stem)],
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such split."),
        };
        DatasetImage[] images = [.. wanted.Where(labelled.ContainsKey).Select(stem => labelled[stem])];
        if (images.Length == 0)
            throw NoImages(dataset, chosen, wanted.Count);
        return new(
            chosen,
            images,
            [
                .. wanted
                    .Where(stem => !labelled.ContainsKey(stem))
                    .Select(stem =>
                        $"\"{stem}\" was a {chosen} image of the model, and is no longer a labelled image of {dataset.Folder}."
                    ),
            ]
        );
    }

    private static DatasetImage Labelled(Dataset dataset, string stem) =>
        dataset.Find(stem) is { IsLabelled: true } image
            ? image
            : throw new SegException(
                "dataset.unlabelled",
                $"\"{stem}\" has no mask in {dataset.MasksFolder}, so nothing can be compared. Label it or leave it out."
            );

    /// <exception cref="SegException"><c>evaluate.classes</c>.</exception>
    internal static void RequireSameClasses(Dataset dataset, ModelDescription model)
    {
        string[] known = [.. model.Classes.Select(c => c.Name)];
        string[] labelled = [.. dataset.Config.Classes.Select(c => c.Name)];
        if (!known.SequenceEqual(labelled))
            throw new SegException(
                "evaluate.classes",
                $"The classes differ: the model knows {string.Join(", ", known)}, and {dataset.Folder} has {string.Join(", ", labelled)}. "
                    + "Evaluate on a dataset with the same classes in the same order, or train a new model."
            );
    }

    private static SegException NoImages(Dataset dataset, string split, int wanted) =>
        new(
            "evaluate.none",
            wanted > 0
                ? $"None of the model's {wanted} {split} images is a labelled image of {dataset.Folder}. If it is another dataset, evaluate on all of its images."
                : $"There are no {split} images to evaluate on. Choose another split, or name labelled images."
        )
        {
            Fields = ["split", "images"],
        };
}
