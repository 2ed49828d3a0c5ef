using System.Text.Json;
using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>
/// The file that decides an edit of classes: while it is in the dataset's folder, the edit is to be carried through, by
/// whoever opens the dataset next if need be; before, nothing has happened.
/// </summary>
/// <param name="Masks">The file names of the masks whose new content waits in the <see cref="MaskStaging"/>.</param>
/// <param name="Config">What the new <c>seg.json</c> says.</param>
/// <param name="File">The new <c>seg.json</c> itself, with all that a person wrote into it; null in a record of an earlier version.</param>
/// <param name="Edit">Null where all values stay, and in a record of an earlier version.</param>
internal sealed record ClassEditRecord(
    IReadOnlyList<string> Masks,
    SegJson Config,
    byte[]? File = null,
    MaskEdit? Edit = null
)
{
    // Names and stamps of a million masks.
    private const int MostBytes = 128 << 20;

    public static bool IsIn(string folder) => System.IO.File.Exists(PathIn(folder));

    public void Write(string folder) =>
        AtomicFile.WriteText(PathIn(folder), JsonSerializer.Serialize(this, SegJson.Format) + "\n");

    /// <summary>Takes back a record that may have been written although its writing failed.</summary>
    /// <returns>Whether it is surely not there, so that its masks may go.</returns>
    public static bool TryWithdraw(string folder)
    {
        try
        {
            if (!IsIn(folder))
                return true;
            System.IO.File.Delete(PathIn(folder));
            DiskSync.Folder(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Carries the edit through from wherever it was cut off. To be called under the lock.</summary>
    /// <param name="folder">The dataset's folder, with a record.</param>
    /// <param name="onStep">Called after each step; for tests.</param>
    /// <exception cref="SegException"><c>dataset.unfinished</c>.</exception>
    public static void Finish(string folder, Action onStep)
    {
        string config = Path.Combine(folder, SegJson.FileName);
        try
        {
            ClassEditRecord record = Read(folder);
            var staging = new MaskStaging(folder, record.Config);
            staging.RequireOwn();
            FolderGate.RequireInside(folder, config);
            // Of masks that were saved after the new seg.json was there, the values are the new ones.
            new MaskRelease(folder, staging, onStep).Run(
                record.IsWrittenTo(config) ? record with { Edit = null } : record
            );
            if (record.File is null)
                record.Config.Write(config);
            else
                AtomicFile.WriteBytes(config, record.File);
            onStep();
            staging.Remove();
            onStep();
            System.IO.File.Delete(PathIn(folder));
            DiskSync.Folder(folder);
            onStep();
        }
        catch (SegException e) when (e.Code == "dataset.unfinished")
        {
            throw;
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

    private static string PathIn(string folder) => Path.Combine(folder, ClassEdit.UnfinishedFile);

    private bool IsWrittenTo(string config) =>
        File is not null && System.IO.File.Exists(config) && JsonFile.ReadBytes(config).AsSpan().SequenceEqual(File);

    private static ClassEditRecord Read(string folder)
    {
        string path = PathIn(folder);
        var record = JsonFile.Parse<ClassEditRecord>(RegularFile.ReadAllBytes(path, MostBytes), SegJson.Format);
        // A dataset may come from anywhere; its files must not move others.
        foreach (string name in record.Masks)
            if (!IsFileName(name))
                throw new JsonException($"{path} names \"{name}\", which is no file name");
        record.Config.Check(folder);
        if (record.File is not null)
            SegJson.Parse(record.File, folder);
        if (record.Edit?.Problem(record.Config.Classes) is { } problem)
            throw new JsonException(problem);
        return record;
    }

    private static bool IsFileName(string? name) =>
        name is not (null or "" or "." or "..") && name.AsSpan().IndexOfAny('/', '\0') < 0;
}

/// <summary>A class in an edited list; its place in the list is its new value in the masks.</summary>
/// <param name="Name">Unique within the dataset.</param>
/// <param name="Color">As <c>#rrggbb</c>.</param>
/// <param name="Previous">Its value until now; null: a new class.</param>
public sealed record EditedClass(string Name, string Color, int? Previous);
