using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Prediction;

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

    /// <summary>3 when any image has colour, else 1.</summary>
    public int Channels { get; }

    public IReadOnlyList<LabelledImage> Train { get; }

    public IReadOnlyList<LabelledImage> Validation { get; }

    /// <exception cref="SegException">A file that cannot be used; 'seg check' lists all at once.</exception>
    public static TrainingData Load(Split split, Normalization normalization)
    {
        List<(DatasetImage Item, Mat Image)> read =
        [
            .. split.Train.Concat(split.Validation).Select(item => (item, item.ReadImage())),
        ];
        try
        {
            int channels = read.Max(r => r.Image.Channels());
            List<LabelledImage> images = [.. read.Select(r => Prepare(r.Item, r.Image, channels, normalization))];
            return new TrainingData(channels, images[..split.Train.Count], images[split.Train.Count..]);
        }
        finally
        {
            read.ForEach(r => r.Image.Dispose());
        }
    }

    /// <summary>How many pixels of each class the training masks hold.</summary>
    public long[] CountPixels(int classes)
    {
        var counts = new long[256];
        foreach (LabelledImage image in Train)
        {
            foreach (byte value in image.Mask.AsSpan<byte>())
                counts[value]++;
        }
        return counts[..classes];
    }

    public void Dispose()
    {
        foreach (LabelledImage image in Train.Concat(Validation))
        {
            image.Image.Dispose();
            image.Mask.Dispose();
        }
    }

    private static LabelledImage Prepare(DatasetImage item, Mat image, int channels, Normalization normalization)
    {
        Mat mask = item.ReadMask();
        if (mask.Size() != image.Size())
            throw new SegException(
                "dataset.size",
                $"{item.MaskPath} is {mask.Width}x{mask.Height} and its image {image.Width}x{image.Height}; 'seg check' lists all such problems."
            );
        using Mat fitted = Predictor.FitChannels(image, channels);
        return new LabelledImage(item.Stem, normalization.Apply(fitted), mask);
    }
}
