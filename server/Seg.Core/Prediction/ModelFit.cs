using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Core.Prediction;

/// <summary>Whether images are of the kind that a model was trained on: it predicts any, and on others it says little.</summary>
public static class ModelFit
{
    /// <summary>What differs, a sentence each for people; empty where nothing does.</summary>
    /// <param name="modelFolder">The full path of the model's folder.</param>
    /// <param name="source">What is to be predicted; the first image stands for all.</param>
    /// <exception cref="SegException">The model's description or the <c>seg.json</c> around the images cannot be read.</exception>
    public static IReadOnlyList<string> Differences(string modelFolder, PredictionSource source)
    {
        var model = ModelDescription.Read(new RunFolder(modelFolder).Model);
        string? dataset = Dataset.Around(Path.GetDirectoryName(source.Files[0])!);
        bool isOwn = dataset is not null && Dataset.ModelsIn(dataset) == Path.GetDirectoryName(modelFolder);
        return
        [
            .. Channels(model.Network.Channels, ChannelsOf(source), isOwn),
            .. isOwn || dataset is null
                ? []
                : Classes(model.Classes, SegJson.Read(Path.Combine(dataset, SegJson.FileName)).Classes),
        ];
    }

    /// <summary>A dataset may hold both kinds, and then its models take colour.</summary>
    private static IEnumerable<string> Channels(int model, int? images, bool isOwn)
    {
        if (model == 1 && images == 3)
            yield return "It was trained on gray images, and these are in colour, so that only their brightness counts.";
        if (model == 3 && images == 1 && !isOwn)
            yield return "It was trained on colour images, and these are gray.";
    }

    private static IEnumerable<string> Classes(IReadOnlyList<SegClass> model, IReadOnlyList<SegClass> dataset)
    {
        string[] own = [.. model.Skip(1).Select(c => c.Name)];
        string[] here = [.. dataset.Skip(1).Select(c => c.Name)];
        if (!own.SequenceEqual(here))
            yield return $"It finds {Listed(own)}, and the classes of this dataset are {Listed(here)}.";
    }

    private static int? ChannelsOf(PredictionSource source)
    {
        try
        {
            return source.Read(source.Files[0]).Channels;
        }
        catch (SegException)
        {
            return null; // which the prediction reports
        }
    }

    private static string Listed(string[] names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
