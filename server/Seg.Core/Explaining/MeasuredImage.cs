using System.IO.Compression;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>What a model used an image for.</summary>
public enum ImageUse
{
    /// <summary>It was trained on it.</summary>
    Train,

    /// <summary>Its best epoch was chosen by it.</summary>
    Validation,

    /// <summary>It has never seen it.</summary>
    Test,
}

/// <summary>All that advice needs to know of one labelled image, and the prediction, compressed.</summary>
/// <param name="Image">Which.</param>
/// <param name="Use">What the model used it for.</param>
/// <param name="Confusion">Pixels by labelled and predicted class.</param>
/// <param name="Error">One minus the mean IoU of all classes but the background; null where there is none of them.</param>
/// <param name="Objects">Every labelled object.</param>
/// <param name="FalsePositives">What was predicted where mostly background is labelled.</param>
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
    IReadOnlyList<FalsePositive> FalsePositives,
    EdgeErrors Edges,
    double? Sharpness,
    ImageDetails Details,
    IReadOnlyList<LabelDoubt> Doubts
)
{
    /// <summary>Whether the model learned from it, by whatever split.</summary>
    public LearnedFrom Learned { get; init; }

    /// <summary>Names the image.</summary>
    public string Stem => Image.Stem;

    /// <summary>The predicted mask, compressed: a hundredth of its pixels' size.</summary>
    private PackedMask? Prediction { get; init; }

    /// <summary>Image and mask as they were when it was measured.</summary>
    internal (FileStamp Image, FileStamp Mask, LabelState State) Files { get; private init; }

    /// <summary>About how much memory it takes.</summary>
    internal long Bytes
    {
        get
        {
            const int each = 64; // an object with its region, or a doubt
            long cells = (long)Confusion.ClassCount * Confusion.ClassCount;
            long parts = Objects.Count + FalsePositives.Count + Doubts.Count;
            return (Prediction?.Bytes.Length ?? 0)
                + sizeof(float) * Details.Values.Length
                + sizeof(long) * cells
                + each * parts;
        }
    }

    /// <summary>Whether neither image nor mask was saved since.</summary>
    internal bool IsCurrent => Files == FilesOf(Image);

    /// <summary>The predicted mask: class indices.</summary>
    public Raster<byte> ReadPrediction() =>
        Prediction?.Unpack() ?? throw new InvalidOperationException($"{Stem} was not predicted.");

    /// <summary>Predicts and measures an image.</summary>
    /// <param name="image">A labelled one.</param>
    /// <param name="use">What the model used it for in its last run; what it learned from at another time counts as such.</param>
    /// <param name="learned">What the model learned from.</param>
    /// <param name="predictor">Of the model.</param>
    /// <param name="classes">The names of the model's classes, the background first.</param>
    /// <param name="stop">Ends the work after the tile that is being done.</param>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c>, <c>mask.format</c>, <c>mask.size</c> or <c>mask.class</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static MeasuredImage Of(
        DatasetImage image,
        ImageUse use,
        LearnedImages learned,
        Predictor predictor,
        IReadOnlyList<string> classes,
        CancellationToken stop
    )
    {
        (FileStamp, FileStamp, LabelState) files = FilesOf(image);
        Raster pixels = image.ReadImage();
        Raster<byte> label = image.ReadLabels();
        if (!label.HasSizeOf(pixels))
            throw new SegException(
                "mask.size",
                $"{image.MaskPath} is {label.Width} x {label.Height} pixels and its image {pixels.Width} x {pixels.Height}; a mask has the size of its image."
            );
        LearnedFrom wasLearned = learned.Tell(image.Stem, PixelDigest.Of(pixels));
        PredictedImage predicted = predictor.Predict(pixels, stop);
        var confusion = new ConfusionMatrix(classes.Count);
        confusion.Add(label, predicted.Mask);
        IReadOnlyList<LabelledObject> objects = LabelledObject.Of(label, predicted.Mask, classes.Count);
        return new(
            image,
            wasLearned == LearnedFrom.Yes ? ImageUse.Train : use,
            confusion,
            1 - SegmentationScores.From(confusion, classes).MeanIouForeground,
            objects,
            FalsePositive.Of(label, predicted.Mask, classes.Count),
            EdgeErrors.Of(label, predicted.Mask),
            Explaining.Sharpness.Of(pixels),
            ImageDetails.Of(image.Stem, pixels),
            LabelDoubt.Of(label, predicted, objects, classes.Count)
        )
        {
            Learned = wasLearned,
            Files = files,
            Prediction = PackedMask.Of(predicted.Mask),
        };
    }

    private static (FileStamp, FileStamp, LabelState) FilesOf(DatasetImage image) =>
        (FileStamp.Of(image.ImagePath), FileStamp.Of(image.MaskPath), image.State);

    private sealed record PackedMask(byte[] Bytes, int Width, int Height)
    {
        public static PackedMask Of(Raster<byte> mask)
        {
            using var packed = new MemoryStream();
            using (var stream = new ZLibStream(packed, CompressionLevel.Fastest))
                stream.Write(mask.Pixels);
            return new(packed.ToArray(), mask.Width, mask.Height);
        }

        public Raster<byte> Unpack()
        {
            var mask = new Raster<byte>(Width, Height);
            using var stream = new ZLibStream(new MemoryStream(Bytes), CompressionMode.Decompress);
            stream.ReadExactly(mask.Pixels);
            return mask;
        }
    }
}
