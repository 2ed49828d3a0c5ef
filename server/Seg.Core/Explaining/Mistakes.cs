using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>Pixels by what they are labelled and what they are predicted as.</summary>
/// <param name="Labelled">The class of the label.</param>
/// <param name="Predicted">The class of the prediction.</param>
public sealed record ConfusionCell(int Labelled, int Predicted);

/// <summary>Where a prediction and a label differ.</summary>
public static class ErrorMap
{
    /// <summary>255 at the pixels that are meant, 0 elsewhere.</summary>
    /// <param name="label">Class indices; 255 is not labelled and never an error.</param>
    /// <param name="predicted">Class indices of the same size.</param>
    /// <param name="cell">Only these pixels; null: all that differ.</param>
    public static Raster<byte> Draw(Raster<byte> label, Raster<byte> predicted, ConfusionCell? cell = null)
    {
        var map = new Raster<byte>(label.Width, label.Height);
        byte[] truth = label.Pixels;
        byte[] said = predicted.Pixels;
        for (int i = 0; i < truth.Length; i++)
        {
            bool isMeant = cell is null
                ? truth[i] != said[i] && truth[i] != MaskFile.Ignore
                : truth[i] == cell.Labelled && said[i] == cell.Predicted;
            map.Pixels[i] = isMeant ? byte.MaxValue : (byte)0;
        }
        return map;
    }
}

/// <summary>What is wrong with an object.</summary>
public enum FaultKind
{
    /// <summary>It is labelled, and the model finds less than half of it.</summary>
    Missed,

    /// <summary>The model finds it, and most of it as another class.</summary>
    WrongClass,

    /// <summary>The model finds it where mostly background is labelled.</summary>
    FalsePositive,
}

/// <summary>An object that a model gets wrong.</summary>
/// <param name="Kind">How.</param>
/// <param name="Labelled">The class of the label; 0 of a false positive.</param>
/// <param name="Predicted">The class that most of it is predicted as.</param>
/// <param name="Area">In pixels.</param>
/// <param name="Region">Where it is.</param>
public sealed record ObjectFault(FaultKind Kind, int Labelled, int Predicted, int Area, AdviceRegion Region)
{
    /// <summary>All faults of an image, the largest first.</summary>
    /// <param name="image">What was measured of it.</param>
    public static IReadOnlyList<ObjectFault> Of(MeasuredImage image) =>
        [
            .. image
                .Objects.Where(item => 2 * item.Right < item.Area)
                .Select(item => new ObjectFault(
                    item.IsFound ? FaultKind.WrongClass : FaultKind.Missed,
                    item.Class,
                    item.Predicted,
                    item.Area,
                    item.Region
                ))
                .Concat(
                    image.FalsePositives.Select(item => new ObjectFault(
                        FaultKind.FalsePositive,
                        0,
                        item.Class,
                        item.Area,
                        item.Region
                    ))
                )
                .OrderByDescending(fault => fault.Area),
        ];
}
