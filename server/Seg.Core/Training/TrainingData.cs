using System.Globalization;
using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Training;

/// <summary>The labelled images of a run in memory, brought to one range and to as many channels as the network takes.</summary>
internal sealed class TrainingData : IDisposable
{
    private TrainingData(int channels, IReadOnlyList<LabelledImage> train, IReadOnlyList<LabelledImage> validation)
    {
        Channels = channels;
        Train = train;
        Validation = validation;
    }

    /// <summary>1 or 3, as the network takes.</summary>
    public int Channels { get; }

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
        var raw = new List<Mat>();
        var images = new List<LabelledImage>();
        try
        {
            foreach (DatasetImage item in items)
            {
                stop.ThrowIfCancellationRequested();
                raw.Add(Usable(item.ReadImage));
                RequireRoom(raw, items.Length, channels, memory);
            }
            int most = channels ?? raw.Max(image => image.Channels());
            foreach ((DatasetImage item, Mat pixels) in items.Zip(raw))
            {
                stop.ThrowIfCancellationRequested();
                using (pixels)
                    images.Add(Usable(() => LabelledImage.Of(item, pixels, normalization, most)));
            }
            return new TrainingData(most, images[..split.Train.Count], images[split.Train.Count..]);
        }
        catch
        {
            raw.ForEach(image => image.Dispose());
            images.ForEach(Free);
            throw;
        }
    }

    /// <summary>How many pixels of each class the training masks hold.</summary>
    /// <exception cref="SegException"><c>dataset.class</c>: a mask of more classes; <c>dataset.labels</c>: all is 255.</exception>
    public long[] CountPixels(IReadOnlyList<SegClass> classes)
    {
        long[][] counts = [.. Train.Concat(Validation).Select(image => Count(image, classes.Count))];
        long[] sums = [.. Enumerable.Range(0, classes.Count).Select(c => counts.Take(Train.Count).Sum(n => n[c]))];
        return sums.Any(sum => sum > 0)
            ? sums
            : throw new SegException(
                "dataset.labels",
                "The training images' masks are 255 everywhere, which means not labelled. Label some of their pixels."
            );
    }

    public void Dispose()
    {
        foreach (LabelledImage image in Train.Concat(Validation))
            Free(image);
    }

    private static void Free(LabelledImage image)
    {
        image.Image.Dispose();
        image.Mask.Dispose();
    }

    private static long[] Count(LabelledImage image, int classes)
    {
        var counts = new long[256];
        foreach (byte value in image.Mask.AsSpan<byte>())
            counts[value]++;
        int wrong = Array.FindIndex(counts, classes, MaskFile.Ignore - classes, count => count > 0);
        return wrong < 0
            ? counts
            : throw new SegException(
                "dataset.class",
                $"The mask of {image.Stem} holds the value {wrong}, and the classes are 0 to {classes - 1}. Correct the mask "
                    + $"or add the class to {SegJson.FileName}; 'seg check' lists all such problems."
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
            throw new SegException(e.Code, $"{e.Message} 'seg check' lists all such problems.", e);
        }
    }

    private static void RequireRoom(List<Mat> read, int all, int? channels, long memory)
    {
        int most = channels ?? read.Max(image => image.Channels());
        double needed = read.Sum(image => image.Total()) * (most * sizeof(float) + 1.0);
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
