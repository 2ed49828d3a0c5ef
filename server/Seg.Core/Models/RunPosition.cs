using System.Globalization;

namespace Seg.Core.Models;

/// <summary>How far a run is; stands in the metadata of its weights.</summary>
/// <param name="Step">Finished optimizer steps of the whole run.</param>
/// <param name="Epoch">Finished epochs: all their steps are done and the validation images measured.</param>
/// <param name="LossSum">Of the steps since then.</param>
/// <param name="BestEpoch">The epoch of <c>best.safetensors</c>, from 1; 0: none.</param>
/// <param name="BestScore">Its mean IoU on the validation images.</param>
/// <param name="Validation">By what the images and labels on which that was measured are recognised; null: there are none, or it is not told.</param>
/// <param name="Learned">What the weights learned from; null: not recorded, as in version 0.1.0.</param>
internal sealed record RunPosition(
    int Step = 0,
    int Epoch = 0,
    double LossSum = 0,
    int BestEpoch = 0,
    double BestScore = double.NegativeInfinity,
    string? Validation = null,
    LearnedImages? Learned = null
)
{
    public Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["step"] = Text(Step),
            ["epoch"] = Text(Epoch),
            ["lossSum"] = Text(LossSum),
            ["bestEpoch"] = Text(BestEpoch),
            ["bestScore"] = Text(BestScore),
        };
        if (Validation is not null)
            metadata["validation"] = Validation;
        Learned?.AddTo(metadata);
        return metadata;
    }

    /// <exception cref="SegException"><c>weights.file</c>: not written by a training run.</exception>
    public static RunPosition From(IReadOnlyDictionary<string, string> metadata, string path)
    {
        try
        {
            return new RunPosition(
                int.Parse(metadata["step"], CultureInfo.InvariantCulture),
                int.Parse(metadata["epoch"], CultureInfo.InvariantCulture),
                double.Parse(metadata["lossSum"], CultureInfo.InvariantCulture),
                int.Parse(metadata["bestEpoch"], CultureInfo.InvariantCulture),
                double.Parse(metadata["bestScore"], CultureInfo.InvariantCulture),
                metadata.GetValueOrDefault("validation"),
                LearnedImages.From(metadata)
            );
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new SegException(
                "weights.file",
                $"{path} does not say how far its training is, so it cannot be continued. Train a new model under another name.",
                e
            );
        }
    }

    /// <summary>Null for weights without that entry, such as those that another program has written again.</summary>
    public static int? BestEpochOf(IReadOnlyDictionary<string, string> metadata) =>
        int.TryParse(metadata.GetValueOrDefault("bestEpoch"), CultureInfo.InvariantCulture, out int epoch)
            ? epoch
            : null;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
