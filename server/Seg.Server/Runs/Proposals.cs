using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Losses;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;

namespace Seg.Server.Runs;

/// <summary>What a dataset says to a training that is to begin.</summary>
internal static class Proposals
{
    private static readonly TrainOptions Defaults = new();

    /// <summary>Reads all images that are done, and their masks.</summary>
    /// <exception cref="SegException">The dataset cannot be opened.</exception>
    public static TrainingProposal Of(Dataset dataset, CancellationToken stop)
    {
        DatasetImage[] labelled = [.. dataset.Images.Where(image => image.IsDone)];
        DatasetReport report = DatasetCheck.Run(dataset, labelled, stop: stop);
        (IReadOnlyList<DatasetImage> validation, IReadOnlyList<DatasetImage> test) = SetAside(dataset);
        return new TrainingProposal(
            dataset.Config.Classes,
            [.. report.Classes.Select(c => c.Share)],
            [.. EncoderRegistry.Names],
            [
                new("Microscopy (comes with Seg)", ShippedWeights.Name, ShippedWeights.Encoder),
                new("ImageNet (downloaded once)", TrainOptions.ImageNet),
                new("None", null),
                .. EarlierModels(dataset),
            ],
            Weights(report.Classes),
            Items(dataset, labelled),
            report.InProgress,
            [.. validation.Select(image => image.Stem)],
            [.. test.Select(image => image.Stem)],
            report.Fields,
            report.Problems,
            Defaults,
            RunFolder.Unused(dataset.ModelsFolder).Name,
            Hardware.Describe(),
            Hardware.MemoryBytes
        );
    }

    private static IEnumerable<WeightsChoice> EarlierModels(Dataset dataset) =>
        from folder in RunFolder.All(dataset.ModelsFolder)
        where File.Exists(folder.Best)
        let run = RunSummary.Of(folder)
        where run is not null
        select new WeightsChoice($"{run.Name} ({run.Encoder})", folder.Best, run.Encoder);

    // As numbers, so that whoever looks at them sees what each class counts, and may change one.
    private static string Weights(IReadOnlyList<ClassCount> classes) =>
        ClassWeights.Parse("balanced", classes.Count).For([.. classes.Select(c => c.Pixels)]) is { } weights
            ? string.Join(',', weights.Select(weight => weight.ToString("0.##", CultureInfo.InvariantCulture)))
            : "none";

    private static (IReadOnlyList<DatasetImage> Validation, IReadOnlyList<DatasetImage> Test) SetAside(Dataset dataset)
    {
        try
        {
            var split = Split.Of(dataset, Defaults.Seed);
            return (split.Validation, split.Test);
        }
        catch (SegException)
        {
            return ([], []); // why is among the problems
        }
    }

    private static LabelledItem[] Items(Dataset dataset, DatasetImage[] labelled)
    {
        try
        {
            return Items(dataset, labelled, new SplitGroups(dataset.Config.Split?.Group).Of);
        }
        catch (SegException)
        {
            return Items(dataset, labelled, image => image.Stem); // the pattern is among the problems
        }
    }

    private static LabelledItem[] Items(Dataset dataset, DatasetImage[] labelled, Func<DatasetImage, string> group) =>
        [.. labelled.Select(image => new LabelledItem(image.Stem, dataset.Relative(image.ImagePath), group(image)))];
}
