using System.CommandLine;
using Seg.Core.Models;

namespace Seg.Server.Commands;

/// <summary>The options of the steps of <c>seg train</c> and <c>seg pretrain</c>, in the words of each.</summary>
/// <param name="defaults">What the help says of an option that is left out.</param>
/// <param name="sample">What a step learns from, such as "crop".</param>
/// <param name="result">What the same seed gives again.</param>
internal sealed class StepFlags(TrainOptions defaults, string sample, string result)
{
    public Option<int?> Batch { get; } =
        NumberOption.Whole("--batch", $"{char.ToUpperInvariant(sample[0])}{sample[1..]}s a step [{defaults.Batch}]");

    public Option<int?> Crop { get; } =
        NumberOption.Whole("--crop", $"Side of a {sample} in pixels, a multiple of 32 [{defaults.Crop}]");

    public Option<double?> Rate { get; } =
        NumberOption.Real("--lr", $"The highest learning rate [{defaults.LearningRate}]");

    public Option<int?> Seed { get; } =
        NumberOption.Whole("--seed", $"The same seed gives the same {result} on the same machine [{defaults.Seed}]");

    public Option<int?> Threads { get; } = NumberOption.Whole("--threads", "Threads to compute with [all cores]");

    /// <summary>The options of before, with what the line names in their place.</summary>
    public TrainOptions Over(TrainOptions start, ParseResult given) =>
        start with
        {
            Batch = given.GetValue(Batch) ?? start.Batch,
            Crop = given.GetValue(Crop) ?? start.Crop,
            LearningRate = given.GetValue(Rate) ?? start.LearningRate,
            Seed = given.GetValue(Seed) ?? start.Seed,
            Threads = given.GetValue(Threads) ?? start.Threads,
        };
}
