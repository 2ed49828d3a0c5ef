using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;

namespace Seg.Core.Models;

/// <summary>What any <c>model.json</c> must keep to before anything is made of its numbers; it may come from a stranger.</summary>
internal static class DescriptionCheck
{
    // Images are brought to about 0 to 1 before; far beyond, floats run over.
    private const float Greatest = 1e6f;

    /// <summary>What is wrong with a description, as a clause; null: nothing.</summary>
    public static string? Problem(ModelDescription model) =>
        model.Version != 1 ? $"version {model.Version} was written by a newer Seg; this one knows version 1"
        : !EncoderRegistry.Names.Contains(model.Network.Encoder)
            ? $"there is no encoder \"{model.Network.Encoder}\"; those that there are: {string.Join(", ", EncoderRegistry.Names)}"
        : model.Network.Channels is not (1 or 3)
            ? $"\"channels\" is {model.Network.Channels}, and a network takes 1 or 3"
        : ClassList.Problem(model.Classes)
            ?? Problem(model.Network.Input, model.Network.Channels)
            ?? model.Normalization.Problem
            ?? (Names(model.Split).Any(name => name is null) ? "a name in \"split\" is null" : null)
            ?? (model.Epoch < 0 ? $"\"epoch\" is {model.Epoch}; epochs count from 1" : null)
            ?? (model.Scores is { } scores ? Problem(scores) : null);

    private static string? Problem(InputStatistics input, int channels) =>
        input.Mean.Count != channels || input.Std.Count != channels
            ? $"\"mean\" has {input.Mean.Count} numbers and \"std\" {input.Std.Count}, and the network takes {channels} channels"
        : !input.Mean.All(mean => Math.Abs(mean) <= Greatest) ? "\"mean\" is not a number that an image could have"
        : !input.Std.All(std => std is >= 1 / Greatest and <= Greatest)
            ? "\"std\" is not a number above 0 that an image could have"
        : null;

    private static string? Problem(SegmentationScores scores) =>
        new[] { scores.MeanIou, scores.MeanIouForeground, scores.MeanDice, scores.PixelAccuracy }.All(score =>
            score is null or (>= 0 and <= 1)
        )
            ? null
            : "a score is not between 0 and 1";

    private static IEnumerable<string> Names(SplitStems split) => [.. split.Train, .. split.Validation, .. split.Test];
}
