using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>Finds and measures the connected regions of a prediction.</summary>
public static class ConnectedObjects
{
    /// <summary>All regions of every class but the background, by class, then from top to bottom, then from left to right.</summary>
    /// <param name="image">1 or 3 channels of any kind; its values are measured as they are.</param>
    /// <param name="predicted">Of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<SegmentedObject> Find(Raster image, PredictedImage predicted, int classCount)
    {
        float[] intensity = Gray(image.ToSingle());
        var found = new List<SegmentedObject>();
        for (int index = 1; index < classCount; index++)
            if (predicted.Mask.Pixels.AsSpan().Contains((byte)index))
                found.AddRange(Regions(index, predicted, intensity));
        return found;
    }

    private static IEnumerable<SegmentedObject> Regions(int index, PredictedImage predicted, float[] intensity)
    {
        ComponentLabels regions = ConnectedComponents.Label(predicted.Mask, (byte)index);
        double[] intensities = Sums(regions, intensity);
        double[] probabilities = Sums(regions, predicted.Probability.Pixels);
        return regions
            .Components.Select(
                (region, i) =>
                    new SegmentedObject(
                        index,
                        region.Area,
                        region.CenterX,
                        region.CenterY,
                        region.Left,
                        region.Top,
                        region.Width,
                        region.Height,
                        intensities[i + 1] / region.Area,
                        probabilities[i + 1] / region.Area
                    )
            )
            .OrderBy(region => region.Top)
            .ThenBy(region => region.Left);
    }

    /// <summary>The sum of values over the pixels of each number.</summary>
    private static double[] Sums(ComponentLabels regions, float[] values)
    {
        double[] sums = new double[regions.Count + 1];
        int[] labels = regions.Labels.Pixels;
        for (int i = 0; i < labels.Length; i++)
            sums[labels[i]] += values[i];
        return sums;
    }

    /// <summary>The mean over the channels.</summary>
    private static float[] Gray(Raster<float> image)
    {
        if (image.Channels == 1)
            return image.Pixels;
        float[] means = new float[image.Width * image.Height];
        for (int i = 0, at = 0; i < means.Length; i++)
        {
            float sum = 0;
            for (int channel = 0; channel < image.Channels; channel++)
                sum += image.Pixels[at++];
            means[i] = sum / image.Channels;
        }
        return means;
    }
}
