using Seg.Core.Datasets;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>Where masks are written, <c>predictions/&lt;model&gt;/</c>: <c>&lt;stem&gt;.png</c>, <c>objects.csv</c>, <c>images.csv</c>, <c>state.json</c> and <c>overlays/</c>.</summary>
/// <param name="Path">The full path.</param>
public sealed record PredictionFolder(string Path)
{
    // A temporary file that is older was left by a kill.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    /// <summary>The full path of the dataset or folder whose predictions these are; null: a person named the folder.</summary>
    public string? Within { get; init; }

    /// <summary>The table of all objects.</summary>
    public string Objects => System.IO.Path.Combine(Path, ObjectTable.FileName);

    /// <summary>The table of all images.</summary>
    public string Images => System.IO.Path.Combine(Path, ImageTable.FileName);

    /// <summary>The ranking of unlabelled images, where it is written.</summary>
    public string Ranking => System.IO.Path.Combine(Path, RankingTable.FileName);

    /// <summary>The ranking that is there, by its present name or an earlier one; null: none.</summary>
    public string? ExistingRanking =>
        ((string[])[Ranking, System.IO.Path.Combine(Path, RankingTable.EarlierFileName)]).FirstOrDefault(File.Exists);

    /// <summary>What of it is whole, see <see cref="PredictionState"/>.</summary>
    public string State => System.IO.Path.Combine(Path, PredictionState.FileName);

    /// <summary>Fits the locks of predictions.</summary>
    internal const string Locks = ".prediction-*.lock";

    /// <summary>Held while the tables are written.</summary>
    internal string TablesLock => System.IO.Path.Combine(Path, ".tables.lock");

    /// <summary>Held by a prediction as long as its program lives.</summary>
    internal string LockOf(string id) => System.IO.Path.Combine(Path, $".prediction-{id}.lock");

    /// <summary>The mask of that name.</summary>
    public string Mask(string name) => System.IO.Path.Combine(Path, name + ".png");

    /// <summary>The picture of that name that shows the mask on the image.</summary>
    public string Overlay(string name) => System.IO.Path.Combine(Path, "overlays", name + ".png");

    /// <summary>The usual folder of a model in a dataset or a folder of images.</summary>
    /// <param name="folder">The full path of the dataset or of the folder.</param>
    /// <param name="model">The model's folder.</param>
    public static PredictionFolder In(string folder, string model) =>
        new(System.IO.Path.Combine(Dataset.PredictionsIn(folder), new DirectoryInfo(model).Name)) { Within = folder };

    /// <summary>Lets pass a folder whose links do not lead out of it: results must not replace files elsewhere.</summary>
    /// <exception cref="SegException"><c>folder.outside</c>.</exception>
    public void RequireOwn()
    {
        if (Within is not null)
            FolderGate.RequireResults(Within, Path);
    }

    /// <summary>The folder asked for, or the usual one. It must be no folder in which a mask could replace work of the user.</summary>
    /// <param name="source">What is to be predicted.</param>
    /// <param name="model">The model's folder, whose name the usual folder has.</param>
    /// <param name="asked">Instead of the usual folder.</param>
    /// <exception cref="SegException"><c>predict.out</c>: it holds labels or images, or must be named.</exception>
    public static PredictionFolder Of(PredictionSource source, string model, string? asked)
    {
        string? usual = source.PredictionsFolder is { } predictions
            ? System.IO.Path.Combine(predictions, new DirectoryInfo(model).Name)
            : null;
        string path = Full(
            asked
                ?? usual
                ?? throw new SegException(
                    "predict.out",
                    "The images lie in several folders; name a folder for the masks."
                )
                {
                    Fields = ["out"],
                }
        );
        string real = RealPath.Of(path);
        bool isOfImages = source
            .Files.Select(System.IO.Path.GetDirectoryName)
            .Distinct()
            .Any(at => RealPath.Of(at!) == real);
        if (isOfImages || HoldsWork(path, real) || HoldsWork(real, real))
            throw new SegException(
                "predict.out",
                $"{path} holds images or labels, which results could replace. Choose another folder for the results."
            )
            {
                Fields = ["out"],
            };
        return new(path) { Within = asked is null ? System.IO.Path.GetDirectoryName(source.PredictionsFolder) : null };
    }

    /// <summary>Removes what killed programs have left.</summary>
    internal void Tidy()
    {
        string[] locks = Directory.GetFiles(Path, Locks);
        foreach (string file in locks.Where(file => !FileLock.IsHeld(file)))
            AtomicFile.TryDelete(file);
        string[] folders = [Path, System.IO.Path.GetDirectoryName(Overlay(""))!];
        foreach (string folder in folders.Where(Directory.Exists))
            AtomicFile.RemoveLeftOvers(folder, DateTime.UtcNow - LongestWrite);
    }

    /// <summary>Whether a dataset above has its images or masks there, at the end of all links.</summary>
    private static bool HoldsWork(string path, string real)
    {
        for (string? above = path; above != null; above = System.IO.Path.GetDirectoryName(above))
        {
            string config = System.IO.Path.Combine(above, SegJson.FileName);
            if (!File.Exists(config))
                continue;
            SegJson json = SegJson.Read(config);
            if (real == RealPath.Of(json.ImagesIn(above)) || real == RealPath.Of(json.MasksIn(above)))
                return true;
        }
        return false;
    }

    private static string Full(string path) =>
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
}
