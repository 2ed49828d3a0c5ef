using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>Writes heatmaps of one image as pictures.</summary>
/// <param name="explained">The image as the model sees it.</param>
/// <param name="image">The same as it was read.</param>
/// <param name="path">Where the pictures go: a folder and the beginning of their names.</param>
public sealed class HeatmapSheet(ExplainedImage explained, Mat image, string path)
{
    private const float Opacity = 0.6f;

    /// <summary>Writes one picture for each class, or one where the method asks for no class.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="progress">Gets what is being done, how much of it is, and how much there is.</param>
    /// <param name="stop">Ends the work after a part of it.</param>
    /// <exception cref="SegException">
    /// <c>explain.class</c>, <c>explain.layer</c>: no such name; <c>explain.nothing</c>: no pixel of the class, or of any;
    /// <c>file.write</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<HeatmapPicture> Write(
        HeatmapChoice choice,
        Action<string, double, double> progress,
        CancellationToken stop
    )
    {
        Layer? layer =
            !HeatmapMethods.HasLayer(choice.Method) ? null
            : choice.Layer is null ? explained.Map.Bottleneck
            : explained.Map.Find(choice.Layer);
        if (choice.Method == HeatmapMethod.EigenCam)
            return [Draw(null, choice, layer, explained.EigenCam(layer!))];
        return [.. Classes(choice).Select(index => Draw(explained.Classes[index].Name, choice, layer, Explain(index)))];

        Heatmap Explain(int index)
        {
            stop.ThrowIfCancellationRequested();
            if (choice.Method == HeatmapMethod.Probability)
                return explained.Probability(index);
            PixelTarget target = PixelTarget.Of(
                explained,
                index,
                choice.Place?.Kind ?? TargetKind.Class,
                choice.Place?.Points ?? []
            );
            using (target.Pixels)
                return layer is null
                    ? explained.Occlude(
                        target,
                        (done, total) => progress(explained.Classes[index].Name, done, total),
                        stop
                    )
                    : explained.Cam(target, layer, choice.Method);
        }
    }

    private HeatmapPicture Draw(string? className, HeatmapChoice choice, Layer? layer, Heatmap heatmap)
    {
        using (heatmap)
        {
            string methodName = HeatmapMethods.ByName.Single(named => named.Value == choice.Method).Key;
            string?[] parts =
            [
                path,
                className is null ? null : FileName(className),
                choice.Place?.Name,
                methodName,
                layer?.Name,
                "png",
            ];
            string file = string.Join('.', parts.OfType<string>());
            using Mat shown = DisplayImage.From(image);
            using Mat colored = ColorMap.Over(shown, heatmap.Values, Opacity);
            ImageFile.Write(file, colored);
            return new HeatmapPicture(className, methodName, layer?.Name, heatmap.Peak, file);
        }
    }

    private int[] Classes(HeatmapChoice choice)
    {
        if (choice.Class is not null)
            return [IndexOf(choice.Class)];
        using Mat mask = explained.Mask();
        if (choice.Place is null)
            return Found(mask);
        // What the class is does not matter to which pixels they are.
        PixelTarget target = PixelTarget.Of(explained, 0, choice.Place.Kind, choice.Place.Points);
        using (target.Pixels)
        {
            int[] counts = new int[explained.Classes.Count];
            foreach (
                (byte index, byte isInside) in mask.AsSpan<byte>().ToArray().Zip(target.Pixels.AsSpan<byte>().ToArray())
            )
                if (isInside != 0)
                    counts[index]++;
            return [Array.IndexOf(counts, counts.Max())];
        }
    }

    private int[] Found(Mat mask)
    {
        bool[] isFound = new bool[explained.Classes.Count];
        foreach (byte index in mask.AsSpan<byte>())
            isFound[index] = true;
        int[] found = [.. Enumerable.Range(1, isFound.Length - 1).Where(index => isFound[index])];
        return found.Length > 0
            ? found
            : throw new SegException(
                "explain.nothing",
                $"The model finds nothing but {explained.Classes[0].Name} in the image. "
                    + "Name a class and look at its probability, or explain another image."
            );
    }

    private int IndexOf(string name)
    {
        string[] names = [.. explained.Classes.Select(c => c.Name)];
        int index = Array.IndexOf(names, name);
        return index >= 0
            ? index
            : throw new SegException(
                "explain.class",
                $"The model has no class \"{name}\"; choose one of {string.Join(", ", names)}."
            );
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' ? c : '_'));
}
