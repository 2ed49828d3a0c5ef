using System.Globalization;
using Seg.Core.Models;

namespace Seg.Benchmarks.Ranking;

/// <summary>What it buys to label the images that are ranked first instead of any, at the same cost of training.</summary>
internal static class RankingGain
{
    private const int Most = 5;
    private static readonly int[] DefaultSeeds = [1, 2, 3];

    // Fields of view of the test set that the data's own description names.
    private static readonly string[] TestFields = ["5_83490250", "1_159375609", "6_89446265"];

    /// <summary>Trains with 2 to 5 labelled images for each way of choosing and each seed, and prints the mean IoU.</summary>
    /// <param name="given">The seeds; none: 1 to 3.</param>
    public static int Run(int[] given)
    {
        int[] seeds = given.Length > 0 ? given : DefaultSeeds;
        if (
            Paths.Shared("data/yeast") is not { } data
            || Paths.Shared("weights/mobilenet_v2.imagenet.safetensors") is not { } weights
        )
        {
            Console.WriteLine("Needs ../shared/data/yeast and ../shared/weights/mobilenet_v2.imagenet.safetensors.");
            return 0;
        }
        var options = new TrainOptions
        {
            Weights = weights,
            Epochs = 1,
            StepsPerEpoch = 120,
            Crop = 192,
            Validation = [],
        };
        using var source = new LabelledSource(data, TestFields);
        Console.WriteLine(
            $"Mean IoU on {source.Test.Count} test images after {options.TotalSteps} steps of {options.Batch} crops of {options.Crop}²."
        );
        Console.WriteLine(Row("labelled images", Enumerable.Range(2, Most - 1).Select(count => $"{count}")));
        var ranked = new List<IReadOnlyList<double>>();
        var random = new List<IReadOnlyList<double>>();
        foreach (int seed in seeds)
        {
            using var simulation = new SimulatedLabelling(source, options with { Seed = seed });
            (IReadOnlyList<double> byRank, IReadOnlyList<double> byChance) = simulation.Run(Most);
            Console.WriteLine(Row($"ranked, seed {seed}", byRank.Select(Written)));
            Console.WriteLine(Row($"random, seed {seed}", byChance.Select(Written)));
            ranked.Add(byRank);
            random.Add(byChance);
        }
        double[] rankedMeans = Means(ranked);
        double[] randomMeans = Means(random);
        Console.WriteLine(Row("ranked, mean", rankedMeans.Select(Written)));
        Console.WriteLine(Row("random, mean", randomMeans.Select(Written)));
        Console.WriteLine(
            Row(
                "difference",
                rankedMeans.Zip(randomMeans, (a, b) => (a - b).ToString("+0.000;-0.000", CultureInfo.InvariantCulture))
            )
        );
        return 0;
    }

    private static double[] Means(List<IReadOnlyList<double>> runs) =>
        [.. Enumerable.Range(0, runs[0].Count).Select(i => runs.Average(scores => scores[i]))];

    private static string Row(string name, IEnumerable<string> cells) =>
        $"{name, -20}{string.Concat(cells.Select(cell => $"{cell, 8}"))}";

    private static string Written(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);
}
