using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>Checks one image and its mask.</summary>
internal sealed class ImageCheck(Dataset dataset, DatasetImage image)
{
    private readonly List<DatasetProblem> problems = [];
    private readonly int classes = dataset.Config.Classes.Count;

    public IReadOnlyList<DatasetProblem> Problems => problems;

    /// <summary>What the mask holds; null without one that can be used.</summary>
    public MaskCounts? Counts { get; private set; }

    /// <summary>What a labelled image shows; null without one that can be read.</summary>
    public ImageDetails? Details { get; private set; }

    public ImageCheck Run()
    {
        Raster? pixels = Read(image.ImagePath, ReadImage, "Replace the file or move it out of the dataset.");
        if (!image.IsLabelled)
            return this;
        Details = pixels is null ? null : ImageDetails.Of(image.Stem, pixels);
        Raster<byte>? mask = Read(image.MaskPath, image.ReadMask, "Label the image again, or delete the mask.");
        if (mask is null)
            return this;
        Counts = new MaskCounts(mask);
        CheckValues(Counts);
        CheckState(LabelStateFile.Read(image.MaskPath), Counts);
        if (pixels is not null && !pixels.HasSizeOf(mask))
            Add(
                image.MaskPath,
                $"the mask is {mask.Width} x {mask.Height}, the image {pixels.Width} x {pixels.Height} pixels",
                "Save the mask in the size of the image, without margins or scaling."
            );
        return this;
    }

    private Raster ReadImage()
    {
        using ImageSource source = ImageSource.Open(image.ImagePath);
        Raster pixels = ImageChannels.Require(source.Read(image.Page), image.ImagePath);
        foreach (string note in source.Notes(image.Page))
            AddNote(note);
        return pixels;
    }

    private T? Read<T>(string file, Func<T> read, string remedy)
        where T : Raster
    {
        try
        {
            return read();
        }
        catch (SegException e)
        {
            (string problem, string what) = e.Code switch
            {
                "image.page" => (
                    $"there is no page {image.Page + 1}",
                    $"Correct \"page\" in {SegJson.FileName}, or replace the file."
                ),
                "mask.format" => (
                    "the mask is not 8-bit gray",
                    "Save it as 8-bit gray PNG whose values are class indices, without colours or a palette."
                ),
                _ => ($"it cannot be read: {e.InnerException?.Message ?? e.Message}", remedy),
            };
            Add(file, problem, what);
            return null;
        }
    }

    private void CheckValues(MaskCounts counts)
    {
        int[] strangers = [.. counts.Labels.Where(value => value >= classes)];
        if (counts.AreObjects)
            Add(
                image.MaskPath,
                $"it looks like numbers of objects, not classes: {counts.Labels.Count(value => value > 0)} values, each one connected region",
                MaskCounts.ObjectsRemedy,
                strangers.Length > 0 ? Severity.Error : Severity.Warning
            );
        else if (strangers.Length > 0)
            Add(
                image.MaskPath,
                $"{strangers.Sum(value => counts[value])} pixels have {Listed(strangers)}, and the classes are 0 to {classes - 1}",
                $"Correct the mask, or add the missing classes to {SegJson.FileName}."
            );
        else if (!counts.Labels.Any())
            Add(
                image.MaskPath,
                "nothing is labelled: all pixels are 255",
                "Label the image, or delete the mask.",
                Severity.Warning
            );
        else if (counts.NotLabelled > 0 && counts.Labels.SequenceEqual([0]))
            Add(
                image.MaskPath,
                "the mask has 0 and 255 only, and 255 means not labelled",
                "If 255 marks the objects, save them as 1.",
                Severity.Warning
            );
    }

    private void CheckState(LabelStateFile state, MaskCounts counts)
    {
        string file = LabelStateFile.Of(image.MaskPath);
        if (state.Problem is { } problem)
            Add(
                file,
                $"it cannot be read, so that the image counts as in progress: {problem}",
                "Open the image in the label editor and say again what it is, or remove the file if the image is done.",
                Severity.Warning
            );
        else if (state.State == LabelState.NoObjects && counts.Labels.Any(value => value > 0))
            Add(
                file,
                "it says that there are no objects, and the mask has some",
                "Remove the objects, or the file.",
                Severity.Warning
            );
    }

    private static string Listed(int[] values)
    {
        const int enough = 5;
        string some = string.Join(", ", values.Take(enough));
        return $"the value{(values.Length > 1 ? "s" : "")} {some}{(values.Length > enough ? ", …" : "")}";
    }

    /// <summary>Of a note the first sentence is what is noticed, and the rest what it means.</summary>
    private void AddNote(string note)
    {
        int end = note.IndexOf(". ", StringComparison.Ordinal);
        Add(image.ImagePath, char.ToLowerInvariant(note[0]) + note[1..end], note[(end + 2)..], Severity.Warning);
    }

    private void Add(string file, string problem, string remedy, Severity severity = Severity.Error) =>
        problems.Add(new DatasetProblem(dataset.Relative(file), problem, remedy, severity));
}
