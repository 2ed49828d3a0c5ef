using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>Which heatmaps are wanted.</summary>
/// <param name="Method">What they show.</param>
/// <param name="Class">A class's name; null: every class but the background that the model finds in the image.</param>
/// <param name="Layer">A layer's name; null: the encoder's last, where the network sees most of the image.</param>
public sealed record HeatmapChoice(HeatmapMethod Method, string? Class = null, string? Layer = null);

/// <summary>A heatmap that was written.</summary>
/// <param name="Class">The class that it explains; null where the method asks for none.</param>
/// <param name="Method">What it shows.</param>
/// <param name="Layer">The layer it looks at; null where the method looks at none.</param>
/// <param name="Peak">What the strongest colour stands for in the method's own unit; 0: nothing was found.</param>
/// <param name="File">The full path of the picture.</param>
public sealed record HeatmapPicture(string? Class, string Method, string? Layer, double Peak, string File);

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
            return [Draw(null, choice.Method, layer, explained.EigenCam(layer!))];
        using Mat mask = explained.Mask();
        int[] classes = choice.Class is null ? Found(mask) : [IndexOf(choice.Class)];
        return [.. classes.Select(index => Draw(explained.Classes[index].Name, choice.Method, layer, Explain(index)))];

        Heatmap Explain(int index)
        {
            stop.ThrowIfCancellationRequested();
            if (choice.Method == HeatmapMethod.Probability)
                return explained.Probability(index);
            PixelTarget target = PixelTarget.Predicted(mask, index);
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

    private HeatmapPicture Draw(string? className, HeatmapMethod method, Layer? layer, Heatmap heatmap)
    {
        using (heatmap)
        {
            string methodName = HeatmapMethods.ByName.Single(named => named.Value == method).Key;
            string?[] parts = [path, className is null ? null : FileName(className), methodName, layer?.Name, "png"];
            string file = string.Join('.', parts.OfType<string>());
            using Mat shown = DisplayImage.From(image);
            using Mat colored = ColorMap.Over(shown, heatmap.Values, Opacity);
            ImageFile.Write(file, colored);
            return new HeatmapPicture(className, methodName, layer?.Name, heatmap.Peak, file);
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
