using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Metrics;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>What a model used an image for.</summary>
public enum ImageUse
{
    /// <summary>It learned from it.</summary>
    Train,

    /// <summary>Its best epoch was chosen by it.</summary>
    Validation,

    /// <summary>It has never seen it.</summary>
    Test,
}

/// <summary>All that advice needs to know of one labelled image, and the prediction in little room.</summary>
/// <param name="Image">Which.</param>
/// <param name="Use">What the model used it for.</param>
/// <param name="Confusion">Pixels by labelled and predicted class.</param>
/// <param name="Error">One minus the mean IoU of all classes but the background; null where there is none of them.</param>
/// <param name="Objects">Every labelled object.</param>
/// <param name="Invented">What was predicted where mostly background is labelled.</param>
/// <param name="Edges">Mistakes near the edge and inside.</param>
/// <param name="Sharpness">See <see cref="Explaining.Sharpness"/>; null where nothing is to be seen.</param>
/// <param name="Details">To know the image again.</param>
/// <param name="Doubts">Labels that the model contradicts, the largest first.</param>
public sealed record MeasuredImage(
    DatasetImage Image,
    ImageUse Use,
    ConfusionMatrix Confusion,
    double? Error,
    IReadOnlyList<LabelledObject> Objects,
    IReadOnlyList<InventedObject> Invented,
    EdgeErrors Edges,
    double? Sharpness,
    ImageDetails Details,
    IReadOnlyList<LabelDoubt> Doubts
)
{
    /// <summary>Names the image.</summary>
    public string Stem => Image.Stem;

    /// <summary>The predicted mask as a PNG file: a hundredth of its pixels' size.</summary>
    private byte[] Prediction { get; init; } = [];

    /// <summary>Image and mask as they were when it was measured.</summary>
    internal (FileStamp Image, FileStamp Mask) Files { get; private init; }

    /// <summary>Whether neither image nor mask was saved since.</summary>
    internal bool IsCurrent => Files == FilesOf(Image);

    /// <summary>The predicted mask: 8-bit class indices; the caller frees it.</summary>
    public Mat ReadPrediction() => Cv2.ImDecode(Prediction, ImreadModes.Grayscale);

    /// <summary>Predicts and measures an image.</summary>
    /// <param name="image">A labelled one.</param>
    /// <param name="use">What the model used it for.</param>
    /// <param name="predictor">Of the model.</param>
    /// <param name="classes">The names of the model's classes, the background first.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c>, <c>mask.format</c>, <c>mask.size</c> or <c>mask.class</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static MeasuredImage Of(
        DatasetImage image,
        ImageUse use,
        Predictor predictor,
        IReadOnlyList<string> classes,
        CancellationToken stop
    )
    {
        (FileStamp, FileStamp) files = FilesOf(image);
        using Mat pixels = image.ReadImage();
        using Mat label = image.ReadMask();
        if (label.Size() != pixels.Size())
            throw new SegException(
                "mask.size",
                $"{image.MaskPath} is {label.Cols} x {label.Rows} pixels and its image {pixels.Cols} x {pixels.Rows}; a mask has the size of its image."
            );
        using PredictedImage predicted = predictor.Predict(pixels, stop);
        var confusion = new ConfusionMatrix(classes.Count);
        confusion.Add(label, predicted.Mask);
        IReadOnlyList<LabelledObject> objects = LabelledObject.Of(label, predicted.Mask, classes.Count);
        return new(
            image,
            use,
            confusion,
            1 - SegmentationScores.From(confusion, classes).MeanIouForeground,
            objects,
            InventedObject.Of(label, predicted.Mask, classes.Count),
            EdgeErrors.Of(label, predicted.Mask),
            Explaining.Sharpness.Of(pixels),
            ImageDetails.Of(image.Stem, pixels),
            LabelDoubt.Of(label, predicted, objects, classes.Count)
        )
        {
            Files = files,
            Prediction = predicted.Mask.ImEncode(".png"),
        };
    }

    private static (FileStamp, FileStamp) FilesOf(DatasetImage image) =>
        (FileStamp.Of(image.ImagePath), FileStamp.Of(image.MaskPath));
}
