using System.Text.Json;
using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>
/// The file that decides an edit of classes: while it is in the dataset's folder, the edit is to be carried through, by
/// whoever opens the dataset next if need be; before, nothing has happened.
/// </summary>
/// <param name="Masks">The file names of the masks whose new content waits in the <see cref="MaskStaging"/>.</param>
/// <param name="Config">The new <c>seg.json</c>.</param>
internal sealed record ClassEditRecord(IReadOnlyList<string> Masks, SegJson Config)
{
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ClassEdit.UnfinishedFile));

    public void Write(string folder) =>
        AtomicFile.WriteText(
            Path.Combine(folder, ClassEdit.UnfinishedFile),
            JsonSerializer.Serialize(this, SegJson.Format) + "\n"
        );

    /// <summary>Carries the edit through from wherever it was cut off. To be called under the lock.</summary>
    /// <param name="folder">The dataset's folder, with a record.</param>
    /// <param name="onStep">Called after each step; for tests.</param>
    /// <exception cref="SegException"><c>dataset.unfinished</c>.</exception>
    public static void Finish(string folder, Action onStep)
    {
        string path = Path.Combine(folder, ClassEdit.UnfinishedFile);
        try
        {
            ClassEditRecord record = Read(path);
            var staging = new MaskStaging(Path.Combine(folder, record.Config.Masks));
            foreach (string name in record.Masks)
            {
                staging.Release(name);
                onStep();
            }
            record.Config.Write(Path.Combine(folder, SegJson.FileName));
            onStep();
            staging.Remove();
            onStep();
            File.Delete(path);
            onStep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or SegException)
        {
            throw Unfinished(folder, e);
        }
    }

    /// <summary>Why a dataset whose classes are half changed cannot be used.</summary>
    public static SegException Unfinished(string folder, Exception why) =>
        new(
            "dataset.unfinished",
            $"A change of the classes of {folder} was cut off and cannot be finished: {Reason(why).TrimEnd('.')}. "
                + "Free some space or check the permissions of the folder and its masks, then try again.",
            why
        );

    /// <summary>Without the advice that a message of ours has already.</summary>
    private static string Reason(Exception why) =>
        why is SegException { InnerException: { } inner } ? inner.Message : why.Message;

    private static ClassEditRecord Read(string path)
    {
        ClassEditRecord record =
            JsonSerializer.Deserialize<ClassEditRecord>(File.ReadAllText(path), SegJson.Format)
            ?? throw new JsonException($"{path} is empty");
        // A dataset may come from anywhere; its files must not move others.
        if (record.Masks.FirstOrDefault(name => name is null || name != Path.GetFileName(name)) is { } stranger)
            throw new JsonException($"{path} names \"{stranger}\", which is no file name");
        return record;
    }
}

/// <summary>A class in an edited list; its place in the list is its new value in the masks.</summary>
/// <param name="Name">Unique within the dataset.</param>
/// <param name="Color">As <c>#rrggbb</c>.</param>
/// <param name="Previous">Its value until now; null: a new class.</param>
public sealed record EditedClass(string Name, string Color, int? Previous);
