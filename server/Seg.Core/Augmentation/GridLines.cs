namespace Seg.Core.Augmentation;

/// <summary>A grid distortion along one axis: lines between strips are shifted, the strips stretch evenly between them.</summary>
internal static class GridLines
{
    /// <summary>Draws the displacement of each of <paramref name="size"/> pixels; the two ends stay.</summary>
    /// <param name="size">The length of the axis in pixels.</param>
    /// <param name="cells">The number of strips.</param>
    /// <param name="strength">The largest shift as a share of a strip, below 0.5 so that no strip turns over.</param>
    /// <param name="random">Where the shifts come from.</param>
    public static float[] Draw(int size, int cells, double strength, SampleRandom random)
    {
        double width = (double)size / cells;
        double[] shifts = new double[cells + 1];
        for (int line = 1; line < cells; line++)
            shifts[line] = random.Around(strength * width);
        float[] displacement = new float[size];
        for (int i = 0; i < size; i++)
        {
            int cell = Math.Min((int)(i / width), cells - 1);
            double share = i / width - cell;
            displacement[i] = (float)(shifts[cell] * (1 - share) + shifts[cell + 1] * share);
        }
        return displacement;
    }
}
