using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>Finds everything that is wrong with a dataset at once, so that it can be put right at once.</summary>
public static class DatasetCheck
{
    /// <summary>Reads every image and mask. Bad data is reported, never thrown; the result does not depend on timing.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="images">Those that are read; null: all.</param>
    /// <param name="onImage">Called after each image with how many are done, from any thread.</param>
    /// <param name="stop">Ends the check.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DatasetReport Run(
        Dataset dataset,
        IReadOnlyList<DatasetImage>? images = null,
        Action<int>? onImage = null,
        CancellationToken stop = default
    )
    {
        images ??= dataset.Images;
        var checks = new ImageCheck[images.Count];
        int done = 0;
        var options = new ParallelOptions
        {
            CancellationToken = stop,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        Parallel.For(
            0,
            checks.Length,
            options,
            i =>
            {
                checks[i] = new ImageCheck(dataset, images[i]).Run();
                onImage?.Invoke(Interlocked.Increment(ref done));
            }
        );
        stop.ThrowIfCancellationRequested();

        MaskCounts[] masks = [.. checks.Select(check => check.Counts).OfType<MaskCounts>()];
        ILookup<LabelState, DatasetImage> states = dataset.Images.ToLookup(image => image.State);
        IReadOnlyList<ClassCount> classes = Count(dataset.Config.Classes, masks);
        return new DatasetReport(
            dataset.Images.Count,
            dataset.Images.Count - states[LabelState.NotLabelled].Count(),
            states[LabelState.InProgress].Count(),
            states[LabelState.NoObjects].Count(),
            classes,
            masks.Sum(mask => mask.NotLabelled),
            Fields(dataset, [.. checks.Select(check => check.Details).OfType<ImageDetails>()]),
            [
                .. new FolderCheck(dataset)
                    .Problems()
                    .Concat(checks.SelectMany(check => check.Problems))
                    .Concat(Unused(classes, masks))
                    .Concat(Objectless(dataset, masks))
                    .OrderByDescending(problem => problem.Severity)
                    .ThenBy(problem => problem.File, NaturalOrder.Instance),
            ]
        );
    }

    private static FieldsOfView Fields(Dataset dataset, IReadOnlyList<ImageDetails> images)
    {
        try
        {
            return FieldsOfView.Find(images, dataset.Config.Split?.Group);
        }
        catch (SegException)
        {
            return FieldsOfView.Find(images, group: null); // what is wrong with the pattern is among the problems
        }
    }

    private static IReadOnlyList<ClassCount> Count(IReadOnlyList<SegClass> classes, MaskCounts[] masks)
    {
        long[] pixels = [.. classes.Select((_, value) => masks.Sum(mask => mask[value]))];
        double all = Math.Max(1, pixels.Sum());
        return
        [
            .. classes.Select(
                (c, value) =>
                    new ClassCount(c.Name, pixels[value], pixels[value] / all, masks.Count(mask => mask[value] > 0))
            ),
        ];
    }

    /// <summary>Masks of 0 and 255, as many programs write them, are no labels of objects.</summary>
    private static IEnumerable<DatasetProblem> Objectless(Dataset dataset, MaskCounts[] masks)
    {
        bool hasObject = masks.Any(mask => mask.Labels.Any(value => value > 0));
        if (!hasObject && masks.Any(mask => mask.NotLabelled > 0 && mask.Labels.Any()))
            yield return new DatasetProblem(
                dataset.Relative(dataset.MasksFolder),
                "no mask has an object: there are 0 and 255 only, and 255 means not labelled",
                "If 255 marks the objects, save them as 1; else label some objects.",
                Severity.Error
            );
    }

    private static IEnumerable<DatasetProblem> Unused(IReadOnlyList<ClassCount> classes, MaskCounts[] masks) =>
        from c in classes
        where masks.Length > 0 && c.Pixels == 0
        select new DatasetProblem(
            SegJson.FileName,
            $"no pixel is labelled as \"{c.Name}\"",
            "Label some, or remove the class if it is the last one.",
            Severity.Warning
        );
}
