using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>The run that is gone on with: what of it stays, and what may change.</summary>
/// <param name="Model">Its description.</param>
/// <param name="Options">What was asked for then.</param>
/// <param name="Learned">What its newest weights learned from.</param>
internal sealed record PreviousRun(ModelDescription Model, TrainOptions Options, LearnedImages Learned)
{
    /// <summary>Null where it ended before its first checkpoint, so that there is nothing to go on from.</summary>
    /// <exception cref="SegException"><c>model.missing</c>, <c>model.config</c> or <c>weights.file</c>: its files were damaged or removed.</exception>
    public static PreviousRun? Find(RunFolder folder)
    {
        if (!File.Exists(folder.Last))
            return null;
        var model = ModelDescription.Read(folder.Model);
        return new(model, TrainOptions.Read(folder.Options), LearnedImages.Of(folder.Last, folder, model));
    }

    /// <exception cref="SegException"><c>train.resume</c>: an option or the dataset asks for another network.</exception>
    public void RequireFits(TrainOptions now, Dataset dataset)
    {
        RequireSame("encoder", "encoder", Options.Encoder, now.Encoder);
        RequireSame("weights", "starting weights", Options.Weights ?? "none", now.Weights ?? "none");
        // Epochs count the run, and the rate falls with them.
        RequireSame("stepsPerEpoch", "number of steps per epoch", Options.StepsPerEpoch, now.StepsPerEpoch);
        string[] names = [.. dataset.Config.Classes.Select(c => c.Name)];
        int classes = names.Length;
        if (classes != Model.Classes.Count)
            throw new SegException(
                "train.resume",
                $"The model knows {Model.Classes.Count} classes and {SegJson.FileName} names {classes}; train a new model under another name."
            );
        // One that has another name in its old place was renamed; one in another place has another value in the masks.
        if (
            Model.Classes.Where((c, value) => Array.IndexOf(names, c.Name) is var now && now >= 0 && now != value).Any()
        )
            throw new SegException(
                "train.resume",
                "The classes have another order than when the training began; train a new model under another name."
            );
    }

    /// <summary>
    /// Its validation images stay validation images when the dataset has grown: drawn anew, training images could
    /// come in, and the scores of the epochs could not be compared. Images that belong to the same groups join them.
    /// </summary>
    /// <returns>Null where the names in <c>seg.json</c> decide, or none of its images is left.</returns>
    public ValidationRule? Validation(Dataset dataset)
    {
        if (dataset.Config.Split?.Validation?.Names is not null)
            return null;
        if (Model.Split.Validation.Count == 0)
            return new(0);
        var groups = new SplitGroups(dataset.Config.Split?.Group);
        HashSet<string> stems = [.. Model.Split.Validation];
        HashSet<string> test = [.. dataset.Config.Split?.Test ?? []];
        DatasetImage[] labelled = [.. dataset.Images.Where(i => i.IsDone && !test.Contains(i.Stem))];
        HashSet<string> held = [.. labelled.Where(i => stems.Contains(i.Stem)).Select(groups.Of)];
        string[] names = [.. labelled.Where(i => held.Contains(groups.Of(i))).Select(i => i.Stem)];
        return names.Length > 0 ? new(names) : null;
    }

    private static void RequireSame<T>(string field, string words, T then, T now)
    {
        if (!Equals(then, now))
            throw new SegException(
                "train.resume",
                $"The {words} cannot change in a training that is continued: it is {then}. Leave it as it is, or train a new model under another name."
            )
            {
                Fields = [field],
            };
    }
}
