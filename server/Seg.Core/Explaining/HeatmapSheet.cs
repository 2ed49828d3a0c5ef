using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>Which heatmaps are wanted.</summary>
/// <param name="Method">What they show.</param>
/// <param name="Class">
/// A class's name; null: every class but the background that the model finds in the image, or the one that it finds most at
/// the place.
/// </param>
/// <param name="Layer">A layer's name; null: the encoder's last, where the network sees most of the image.</param>
/// <param name="Place">Which pixels are explained; null: the whole class.</param>
public sealed record HeatmapChoice(
    HeatmapMethod Method,
    string? Class = null,
    string? Layer = null,
    HeatmapPlace? Place = null
);

/// <summary>Pixels of an image.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Points">As many as the kind says, in pixels of the image.</param>
public sealed record HeatmapPlace(TargetKind Kind, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>For names of files, such as <c>object-120-80</c>.</summary>
    public string Name =>
        FormattableString.Invariant($"{Kind.ToString().ToLowerInvariant()}-{Points[0].X:0}-{Points[0].Y:0}");
}

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
public sealed class HeatmapSheet(ExplainedImage explained, Raster image, string path)
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
        Layer? layer = explained.LayerOf(choice.Method, choice.Layer);
        // Which class is asked about does not matter to a method that does not ask about any.
        int[] classes = HeatmapMethods.Of(choice.Method).NeedsClass ? Classes(choice) : [0];
        var pictures = new List<HeatmapPicture>();
        foreach (int index in classes)
        {
            stop.ThrowIfCancellationRequested();
            string name = explained.Classes[index].Name;
            Heatmap heatmap = explained.Explain(
                choice.Method,
                index,
                choice.Place?.Kind ?? TargetKind.Class,
                choice.Place?.Points ?? [],
                layer,
                (done, total) => progress(name, done, total),
                stop
            );
            pictures.Add(Draw(name, choice, layer, heatmap));
        }
        return pictures;
    }

    private HeatmapPicture Draw(string className, HeatmapChoice choice, Layer? layer, Heatmap heatmap)
    {
        HeatmapMethodInfo method = HeatmapMethods.Of(choice.Method);
        string? shown = method.NeedsClass ? className : null;
        string?[] parts =
        [
            path,
            shown is null ? null : FileName(shown),
            choice.Place?.Name,
            method.Name,
            layer?.Name,
            "png",
        ];
        string file = string.Join('.', parts.OfType<string>());
        ImageFile.Write(file, ColorMap.Over(DisplayImage.From(image), heatmap.Values, Opacity));
        return new HeatmapPicture(shown, method.Name, layer?.Name, heatmap.Peak, file);
    }

    private int[] Classes(HeatmapChoice choice)
    {
        if (choice.Class is not null)
            return [IndexOf(choice.Class)];
        Raster<byte> mask = explained.Mask();
        if (choice.Place is null)
            return Found(mask);
        // What the class is does not matter to which pixels they are.
        var target = PixelTarget.Of(explained, 0, choice.Place.Kind, choice.Place.Points);
        int[] counts = new int[explained.Classes.Count];
        foreach ((byte index, byte isInside) in mask.Pixels.Zip(target.Pixels.Pixels))
            if (isInside != 0)
                counts[index]++;
        return [Array.IndexOf(counts, counts.Max())];
    }

    private int[] Found(Raster<byte> mask)
    {
        bool[] isFound = new bool[explained.Classes.Count];
        foreach (byte index in mask.Pixels)
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
