using OpenCvSharp;

namespace Seg.Core.Prediction;

/// <summary>Finds and measures the connected regions of a prediction.</summary>
public static class ConnectedObjects
{
    /// <summary>All regions of every class but the background, by class, then from top to bottom, then from left to right.</summary>
    /// <param name="image">1 or 3 channels of any depth; its values are measured as they are.</param>
    /// <param name="predicted">Of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<SegmentedObject> Find(Mat image, PredictedImage predicted, int classCount)
    {
        using Mat intensity = Gray(image);
        using var isClass = new Mat();
        using var labels = new Mat();
        var found = new List<SegmentedObject>();
        for (int index = 1; index < classCount; index++)
        {
            Cv2.Compare(predicted.Mask, new Scalar(index), isClass, CmpTypes.EQ);
            if (Cv2.CountNonZero(isClass) > 0)
                found.AddRange(Regions(index, isClass, labels, intensity, predicted.Probability));
        }
        return found;
    }

    private static SegmentedObject[] Regions(int index, Mat isClass, Mat labels, Mat intensity, Mat probability)
    {
        using var stats = new Mat();
        using var centroids = new Mat();
        int count = Cv2.ConnectedComponentsWithStats(isClass, labels, stats, centroids);
        double[] intensities = Sums(labels, count, intensity);
        double[] probabilities = Sums(labels, count, probability);
        // Label 0 is all that is not of the class.
        return
        [
            .. Enumerable
                .Range(1, count - 1)
                .Select(Region)
                .OrderBy(region => region.Top)
                .ThenBy(region => region.Left),
        ];

        SegmentedObject Region(int label)
        {
            int area = Stat(label, ConnectedComponentsTypes.Area);
            return new SegmentedObject(
                index,
                area,
                centroids.At<double>(label, 0),
                centroids.At<double>(label, 1),
                Stat(label, ConnectedComponentsTypes.Left),
                Stat(label, ConnectedComponentsTypes.Top),
                Stat(label, ConnectedComponentsTypes.Width),
                Stat(label, ConnectedComponentsTypes.Height),
                intensities[label] / area,
                probabilities[label] / area
            );
        }

        int Stat(int label, ConnectedComponentsTypes which) => stats.At<int>(label, (int)which);
    }

    /// <summary>The sum of a float picture over the pixels of each label.</summary>
    private static double[] Sums(Mat labels, int count, Mat values)
    {
        double[] sums = new double[count];
        Span<int> label = labels.AsSpan<int>();
        Span<float> value = values.AsSpan<float>();
        for (int i = 0; i < label.Length; i++)
            sums[label[i]] += value[i];
        return sums;
    }

    /// <summary>The mean over the channels, as 32-bit float.</summary>
    private static Mat Gray(Mat image)
    {
        var values = new Mat();
        image.ConvertTo(values, MatType.CV_32F);
        if (image.Channels() == 1)
            return values;
        using (values)
        {
            using Mat flat = values.Reshape(1, values.Rows * values.Cols);
            using var mean = new Mat();
            Cv2.Reduce(flat, mean, ReduceDimension.Column, ReduceTypes.Avg, MatType.CV_32F);
            return mean.Reshape(1, values.Rows);
        }
    }
}
