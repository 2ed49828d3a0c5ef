using Seg.Core.Datasets;
using Seg.Core.Prediction;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Predictions;

/// <summary>The rankings that lie in a dataset's predictions, one for each model at most.</summary>
internal static class Rankings
{
    /// <summary>The one that was made last, without what has been labelled since.</summary>
    public static Ranking Newest(Dataset dataset)
    {
        if (!Directory.Exists(dataset.PredictionsFolder))
            return new("", []);
        string? newest = Directory
            .EnumerateDirectories(dataset.PredictionsFolder)
            .Select(folder => new PredictionFolder(folder).ExistingRanking)
            .OfType<string>()
            .MaxBy(File.GetLastWriteTimeUtc);
        if (newest is null)
            return new("", []);
        var open = dataset.Images.Where(image => !image.IsLabelled).ToLookup(image => image.Stem);
        return new(
            Path.GetFileName(Path.GetDirectoryName(newest)!),
            [
                .. from ranked in RankingTable.Read(newest)
                from image in open[ranked.Image]
                select new RankedItem(
                    image.Stem,
                    image.ImagePath,
                    ranked.ExpectedError,
                    ranked.Difference,
                    ranked.Nearest
                ),
            ]
        );
    }
}
