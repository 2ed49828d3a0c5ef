using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Training;

/// <summary>The labelled images of a run in memory, brought to one range and to as many channels as the network takes.</summary>
internal sealed class TrainingData
{
    private TrainingData(
        int channels,
        IReadOnlyList<ImageDetails> details,
        IReadOnlyList<LabelledImage> train,
        IReadOnlyList<LabelledImage> validation
    )
    {
        Channels = channels;
        Details = details;
        Train = train;
        Validation = validation;
    }

    /// <summary>1 or 3, as the network takes.</summary>
    public int Channels { get; }

    /// <summary>What is to be seen in all of them.</summary>
    public IReadOnlyList<ImageDetails> Details { get; }

    public IReadOnlyList<LabelledImage> Train { get; }

    public IReadOnlyList<LabelledImage> Validation { get; }

    /// <summary>Reads the images for training and validation.</summary>
    /// <param name="split">Its test images are not read.</param>
    /// <param name="normalization">How values are brought to one range.</param>
    /// <param name="channels">Of the network; null: 3 when any image has colour, else 1.</param>
    /// <param name="memory">Bytes that can be had.</param>
    /// <param name="stop">Looked at between two images.</param>
    /// <exception cref="SegException">A file that cannot be used, or more images than memory.</exception>
    public static TrainingData Load(
        Split split,
        Normalization normalization,
        int? channels,
        long memory,
        CancellationToken stop
    )
    {
        DatasetImage[] items = [.. split.Train, .. split.Validation];
        var raw = new List<Raster>();
        var details = new List<ImageDetails>();
        foreach (DatasetImage item in items)
        {
            stop.ThrowIfCancellationRequested();
            raw.Add(Usable(item.ReadImage));
            details.Add(ImageDetails.Of(item.Stem, raw[^1]));
            RequireRoom(raw, items.Length, channels, memory);
        }
        int most = channels ?? raw.Max(image => image.Channels);
        // From the end, so that what was read goes as what is kept comes.
        var images = new LabelledImage[items.Length];
        for (int i = items.Length - 1; i >= 0; i--)
        {
            stop.ThrowIfCancellationRequested();
            (DatasetImage item, Raster pixels) = (items[i], raw[i]);
            raw.RemoveAt(i);
            images[i] = Usable(() => LabelledImage.Of(item, pixels, normalization, most));
        }
        return new TrainingData(most, details, images[..split.Train.Count], images[split.Train.Count..]);
    }

    /// <summary>What tells images and labels of validation from others, with what is made of them before; null: there are none.</summary>
    public string? ValidationDigest(Normalization normalization)
    {
        if (Validation.Count == 0)
            return null;
        // What an image is called and which comes first does not matter to a score.
        IEnumerable<string> images = Validation
            .Select(image => $"{image.Pixels} {PixelDigest.Of(image.Mask)}\n")
            .Order(StringComparer.Ordinal);
        string text = FormattableString.Invariant($"{normalization.Low} {normalization.High}\n{string.Concat(images)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>How many pixels of each class the training masks hold.</summary>
    /// <exception cref="SegException"><c>dataset.class</c>: a mask of more classes; <c>dataset.labels</c>: all is 255, or 0 and 255 only.</exception>
    public long[] CountPixels(IReadOnlyList<SegClass> classes)
    {
        long[][] counts = [.. Train.Concat(Validation).Select(image => Count(image, classes.Count))];
        long[] sums = [.. Enumerable.Range(0, classes.Count).Select(c => counts.Take(Train.Count).Sum(n => n[c]))];
        if (sums.All(sum => sum == 0))
            throw new SegException(
                "dataset.labels",
                "The training images' masks are 255 everywhere, which means not labelled. Label some of their pixels."
            );
        if (sums[1..].All(sum => sum == 0) && counts.Take(Train.Count).Any(n => n[MaskFile.Ignore] > 0))
            throw new SegException(
                "dataset.labels",
                "The training images' masks hold no object: they have 0 and 255 only, and 255 means not labelled. If 255 marks "
                    + "the objects, save them as 1; else label some objects."
            );
        return sums;
    }

    private static long[] Count(LabelledImage image, int classes)
    {
        var counts = new long[256];
        foreach (byte value in image.Mask.Pixels)
            counts[value]++;
        int wrong = Array.FindIndex(counts, classes, MaskFile.Ignore - classes, count => count > 0);
        return wrong < 0
            ? counts
            : throw new SegException(
                "dataset.class",
                $"The mask of {image.Stem} holds the value {wrong}, and the classes are 0 to {classes - 1}. Correct the mask "
                    + $"or add the class to {SegJson.FileName}; the check of the dataset lists all such problems."
            );
    }

    // One wrong file is named here; where there is one there may be more.
    private static T Usable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SegException e)
        {
            throw new SegException(e.Code, $"{e.Message} The check of the dataset lists all such problems.", e);
        }
    }

    private static void RequireRoom(List<Raster> read, int all, int? channels, long memory)
    {
        int most = channels ?? read.Max(image => image.Channels);
        double needed = read.Sum(image => (double)image.Width * image.Height) * (most * sizeof(float) + 1.0);
        if (needed > memory)
            throw new SegException(
                "train.memory",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {all} images do not fit into the memory: {read.Count} of them need {needed / 1e9:0.##} GB of the {memory / 1e9:0.##} GB that can be had. Use fewer or smaller images."
                )
            );
    }
}
