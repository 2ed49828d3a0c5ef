using Seg.Core.Datasets;
using Seg.Core.Networks;
using Seg.Core.Weights;

namespace Seg.Core.Models;

/// <summary>Finds what is damaged in the folders of models.</summary>
public static class ModelCheck
{
    /// <summary>Reads every description and all weights.</summary>
    /// <param name="dataset">Files are named from its folder.</param>
    /// <param name="folders">Of models; one without a description and weights holds none, and has no problem.</param>
    /// <param name="onModel">Called after each model with how many are done.</param>
    /// <param name="stop">Ends the check.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<DatasetProblem> Run(
        Dataset dataset,
        IReadOnlyList<RunFolder> folders,
        Action<int> onModel,
        CancellationToken stop
    )
    {
        var problems = new List<DatasetProblem>();
        foreach ((int index, RunFolder folder) in folders.Index())
        {
            stop.ThrowIfCancellationRequested();
            problems.AddRange(Problems(dataset, folder));
            onModel(index + 1);
        }
        return problems;
    }

    private static IEnumerable<DatasetProblem> Problems(Dataset dataset, RunFolder folder)
    {
        if (!folder.HasWeights)
            yield break;
        ModelDescription? model = null;
        if (ProblemOf(folder.Model, () => model = ModelDescription.Read(folder.Model)) is { } unusable)
            yield return unusable;
        foreach (string weights in new[] { folder.Best, folder.Last }.Where(File.Exists))
        {
            DatasetProblem? damage = null;
            DatasetProblem? misfit = ProblemOf(
                weights,
                () =>
                {
                    damage = Digest(weights);
                    if (damage is not { Severity: Severity.Error })
                        Load(model, weights);
                }
            );
            if ((misfit ?? damage) is { } found)
                yield return found;
        }

        DatasetProblem? ProblemOf(string file, Action read)
        {
            try
            {
                read();
                return null;
            }
            catch (SegException e)
            {
                return DatasetProblem.Of(dataset.Relative(file), e);
            }
        }

        DatasetProblem? Digest(string weights) =>
            WeightDigest.Check(weights) switch
            {
                DigestState.Right => null,
                DigestState.Missing => new(
                    dataset.Relative(weights),
                    "it has no digest, like all weights of version 0.1.0, so damage to its numbers cannot be seen",
                    "Nothing needs to be done; going on with the training gives it one.",
                    Severity.Warning
                ),
                _ => new(
                    dataset.Relative(weights),
                    "it is damaged: its SHA-256 is not the one that was written into it",
                    "Restore the file from a copy, or train the model again.",
                    Severity.Error
                ),
            };
    }

    /// <summary>Reads weights and, where it is known, tries the network that they belong to.</summary>
    private static void Load(ModelDescription? model, string weights)
    {
        if (model is null)
            return;
        using var network = new UNet(model.Network.Encoder, model.Network.Channels, model.Classes.Count);
        Checkpoint.LoadWeights(network, weights);
    }
}
