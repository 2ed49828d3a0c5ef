using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>
/// Changes the list of classes of a dataset, and with it the masks, whose values are places in that list. After a kill at
/// any moment the next <see cref="Dataset.Open"/> finds all as it was, or carries the change through: new masks are
/// written beside the old ones, then one file, the <see cref="ClassEditRecord"/>, decides that they count.
/// </summary>
public static class ClassEdit
{
    /// <summary>While a dataset's folder has this file, masks and classes need not fit each other; <see cref="Dataset.Open"/> helps.</summary>
    public const string UnfinishedFile = ".seg-reclass.json";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whether values in masks would change or lose their class, so that a model in training would not fit them.</summary>
    /// <exception cref="SegException"><c>classes.list</c>.</exception>
    public static bool ChangesValues(SegJson config, IReadOnlyList<EditedClass> classes)
    {
        Check(config, classes);
        return !new ValueMap(config.Classes.Count, Previous(classes)).KeepsAll;
    }

    /// <summary>Changes the classes; after an error but one nothing has changed.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="classes">All classes in their new order; the background stays first.</param>
    /// <param name="stop">Ends the work while nothing has changed yet.</param>
    /// <exception cref="SegException">
    /// <c>classes.list</c>: not a list of classes; <c>classes.used</c>: a class that is left out is used; <c>classes.masks</c>:
    /// a mask cannot be read or has values that no class has; <c>classes.busy</c>; <c>file.write</c>; those of
    /// <see cref="Dataset.Open"/>. The one: <c>dataset.unfinished</c>, after which the change is decided and yet to be finished.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Dataset Apply(string folder, IReadOnlyList<EditedClass> classes, CancellationToken stop = default) =>
        Apply(folder, classes, () => { }, stop);

    /// <param name="folder">As above.</param>
    /// <param name="classes">As above.</param>
    /// <param name="onStep">Called after each step that a kill could follow; for tests.</param>
    /// <param name="stop">As above.</param>
    internal static Dataset Apply(
        string folder,
        IReadOnlyList<EditedClass> classes,
        Action onStep,
        CancellationToken stop
    )
    {
        folder = Dataset.Open(folder).Folder;
        using (LockFinished(folder, onStep))
        {
            SegJson config = SegJson.Read(Path.Combine(folder, SegJson.FileName), out byte[] file);
            Check(config, classes);
            Apply(folder, config, file, classes, onStep, stop);
        }
        return Dataset.Open(folder);
    }

    /// <summary>Finishes what a kill has cut off.</summary>
    /// <exception cref="SegException"><c>dataset.unfinished</c> or <c>classes.busy</c>.</exception>
    internal static void Recover(string folder, Action? onStep = null)
    {
        if (!ClassEditRecord.IsIn(folder))
            return;
        try
        {
            using FileLock _ = LockFinished(folder, onStep ?? (() => { }));
        }
        catch (SegException e) when (e.Code == "file.write")
        {
            throw ClassEditRecord.Unfinished(folder, e);
        }
    }

    /// <summary>Removes what a kill has left before it came to count; later, where the folder cannot be written to.</summary>
    internal static void Tidy(string folder, SegJson config)
    {
        var staging = new MaskStaging(folder, config);
        if (!staging.Exists || !staging.IsOwn)
            return;
        try
        {
            using FileLock? held = FileLock.TryTake(LockOf(folder), isRemoved: true);
            if (held is not null && !ClassEditRecord.IsIn(folder))
                Clear(folder, staging);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or SegException { Code: "file.write" }) { }
    }

    private static void Apply(
        string folder,
        SegJson config,
        byte[] file,
        IReadOnlyList<EditedClass> classes,
        Action onStep,
        CancellationToken stop
    )
    {
        AtomicFile.RequireWritable(Path.Combine(folder, SegJson.FileName));
        FolderGate.RequireInside(folder, Path.Combine(folder, SegJson.FileName));
        var staging = new MaskStaging(folder, config);
        staging.RequireOwn();
        var map = new ValueMap(config.Classes.Count, Previous(classes));
        byte[] edited = SegJsonText.WithClasses(file, classes);
        var record = new ClassEditRecord([], SegJson.Parse(edited, folder), edited);
        try
        {
            TryClear(folder, staging);
            if (!map.KeepsAll)
            {
                var listing = new MaskListing(staging.Masks);
                IReadOnlyList<StagedMask> staged = staging.Write(listing.Files, map, onStep, stop);
                new StagedMasks(staged, config.Classes, record.Config.Classes).Require();
                stop.ThrowIfCancellationRequested();
                if (!listing.IsUpToDate)
                    throw Busy($"A mask in {staging.Masks}");
                record = record with
                {
                    Masks = [.. staged.Where(mask => mask.IsNew).Select(mask => mask.Name)],
                    Edit = new(config.Classes, Previous(classes), listing.Stamps),
                };
            }
            SegJson.Read(Path.Combine(folder, SegJson.FileName), out byte[] now);
            if (!now.AsSpan().SequenceEqual(file))
                throw Busy($"{SegJson.FileName} of {folder}");
            record.Write(folder);
        }
        catch
        {
            if (ClassEditRecord.TryWithdraw(folder))
                staging.TryRemove();
            throw;
        }
        onStep();
        ClassEditRecord.Finish(folder, onStep);
    }

    private static SegException Busy(string what) =>
        new("classes.busy", $"{what} was saved meanwhile, so the classes were not changed. Try again.");

    private static string LockOf(string folder) => Path.Combine(folder, ".seg-reclass.lock");

    /// <summary>Taken while seg.json is changed; what a process that had it before has left is finished first.</summary>
    /// <exception cref="SegException"><c>classes.busy</c>, <c>file.write</c> or <c>dataset.unfinished</c>.</exception>
    internal static FileLock LockFinished(string folder, Action onStep)
    {
        FileLock held = Lock(folder);
        try
        {
            if (ClassEditRecord.IsIn(folder))
                ClassEditRecord.Finish(folder, onStep);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>An edit takes moments, a large one of classes some minutes.</summary>
    private static FileLock Lock(string folder) =>
        FileLock.Take(LockOf(folder), Patience, isRemoved: true)
        ?? throw new SegException(
            "classes.busy",
            $"Another program is changing the classes of {folder}. Wait until it is done, then try again."
        );

    /// <exception cref="SegException"><c>file.write</c>.</exception>
    private static void TryClear(string folder, MaskStaging staging)
    {
        try
        {
            Clear(folder, staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "file.write",
                $"Cannot change {folder}: {e.Message.TrimEnd('.')}. Check the permissions of the folder and its masks, then try again.",
                e
            );
        }
    }

    private static void Clear(string folder, MaskStaging staging)
    {
        // A record that was just removed must not come back, when the machine goes down, without its masks.
        if (staging.Exists)
            DiskSync.Folder(folder);
        staging.Remove();
        AtomicFile.RemoveLeftOvers(folder);
    }

    private static IReadOnlyList<int?> Previous(IReadOnlyList<EditedClass> classes) =>
        [.. classes.Select(c => c.Previous)];

    private static void Check(SegJson config, IReadOnlyList<EditedClass> classes)
    {
        if (ClassList.Problem(config.Classes.Count, classes) is { } problem)
            throw new SegException("classes.list", $"The classes cannot be changed so: {problem}.");
    }
}
