using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>What the values of masks become in an edit of classes, and which masks there were when that was decided.</summary>
/// <param name="Before">The classes until then.</param>
/// <param name="Previous">Of each of the new ones the value until then; null: a new class.</param>
/// <param name="Seen">The masks as they were: <see cref="MaskListing.Stamps"/>.</param>
internal sealed record MaskEdit(
    IReadOnlyList<SegClass> Before,
    IReadOnlyList<int?> Previous,
    IReadOnlyDictionary<string, string> Seen
)
{
    /// <summary>Why these cannot be the new classes; null: they can.</summary>
    public string? Problem(IReadOnlyList<SegClass> classes) =>
        ClassList.Problem(Before)
        ?? (
            Previous.Count == classes.Count
                ? ClassList.Problem(
                    Before.Count,
                    [.. classes.Zip(Previous, (c, value) => new EditedClass(c.Name, c.Color, value))]
                )
                : $"there are {classes.Count} classes and {Previous.Count} previous values"
        );
}

/// <summary>
/// Puts the new masks of a decided edit into their places. As long as the new <c>seg.json</c> is not written, another program
/// may save a mask, whose values are then places in the list that <c>seg.json</c> still has. They become what the edit makes
/// of these, as in all other masks: one value of one, so that nothing is lost. A mask for which that is not possible, since it
/// uses a class that is removed, is left as it is, and the edit waits until somebody has corrected it. A mask that is saved
/// when its new content is in place already stays as it is, too: nobody can tell which values it has.
/// </summary>
internal sealed class MaskRelease(string dataset, MaskStaging staging, Action onStep)
{
    /// <summary>Puts all into place.</summary>
    /// <exception cref="SegException"><c>dataset.unfinished</c>, <c>file.write</c> or <c>file.readonly</c>.</exception>
    public void Run(ClassEditRecord record)
    {
        while (true)
        {
            foreach (string name in record.Masks)
            {
                Release(name, record.Edit);
                onStep();
            }
            if (record.Edit is not { } edit || WithLater(record, edit) is not { } later)
                break;
            record = later;
            record.Write(dataset);
            onStep();
        }
        if (record.Masks.Count > 0)
            DiskSync.Folder(staging.Masks);
    }

    private void Release(string name, MaskEdit? edit)
    {
        string place = Path.Combine(staging.Masks, name);
        string? seen = edit?.Seen.GetValueOrDefault(name);
        while (edit is not null && MaskListing.StampOf(place) is var now && now != seen && staging.IsWaiting(name))
        {
            // One that was removed is not brought back, and one without a value that changes stays.
            if (now is null || Stage([place], edit) is [{ IsNew: false }])
                staging.Drop(name);
            seen = now; // and is looked at again, as reading takes a while
        }
        staging.Release(name);
    }

    /// <summary>Adds the masks that were not to change, or not there, and were saved since; null: there are none.</summary>
    private ClassEditRecord? WithLater(ClassEditRecord record, MaskEdit edit)
    {
        var listing = new MaskListing(staging.Masks);
        IReadOnlyDictionary<string, string> stamps = listing.Stamps; // made anew each time it is asked for
        var known = record.Masks.ToHashSet();
        string[] later =
        [
            .. from file in listing.Files
            let name = Path.GetFileName(file)
            where !known.Contains(name) && stamps[name] != edit.Seen.GetValueOrDefault(name)
            select file,
        ];
        return later.Length == 0
            ? null
            : record with
            {
                Masks = [.. record.Masks, .. Stage(later, edit).Where(mask => mask.IsNew).Select(mask => mask.Name)],
                Edit = edit with { Seen = stamps },
            };
    }

    private IReadOnlyList<StagedMask> Stage(IReadOnlyList<string> files, MaskEdit edit)
    {
        var map = new ValueMap(edit.Before.Count, edit.Previous);
        IReadOnlyList<StagedMask> staged = staging.Write(files, map, () => { }, CancellationToken.None);
        foreach (StagedMask mask in staged)
            if (Problem(mask, edit) is { } problem)
                throw new SegException(
                    "dataset.unfinished",
                    $"A change of the classes of {dataset} was begun and waits: another program saved the mask {mask.Name} meanwhile. "
                        + $"{problem} Correct it there or move it away, then try again."
                );
        return staged;
    }

    private static string? Problem(StagedMask mask, MaskEdit edit) =>
        mask switch
        {
            { Problem: { } problem } => problem.Message,
            { Removed: [var value, ..] } => $"It uses \"{edit.Before[value].Name}\", which is removed.",
            { Confused: { } value } => $"It has pixels of value {value}, which no class had.",
            _ => null,
        };
}
