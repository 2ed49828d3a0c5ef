using Seg.Core.Datasets;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>
/// What one prediction does in its folder beside the masks. Before a mask may be replaced, the state says that it is being
/// made, and the tables lose what they say of it; when it is there, the tables get their rows, and then the state says that
/// it is whole. So no table ever speaks of another mask than the one beside it, whenever the program is killed.
/// </summary>
internal sealed class PredictionWork : IDisposable
{
    // A kill loses the rows of at most so long; the images are predicted again.
    private static readonly TimeSpan SavePause = TimeSpan.FromSeconds(30);

    // Others hold the tables for as long as they write them.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly PredictionFolder folder;
    private readonly IReadOnlyList<SegClass> classes;
    private readonly Action onStep;
    private readonly TimeProvider clock;
    private readonly FileLock alive;
    private readonly string id = Guid.NewGuid().ToString("N");
    private readonly HashSet<(string Image, int Page)> touched = [];
    private readonly HashSet<(string Image, int Page)> begun = [];
    private readonly List<MadeMask> made = [];
    private readonly HashSet<string> done = [];
    private Taken taken = new([], [], []);
    private long saved;

    private PredictionWork(PredictionFolder folder, IReadOnlyList<SegClass> classes, Action onStep, TimeProvider clock)
    {
        (this.folder, this.classes, this.onStep, this.clock) = (folder, classes, onStep, clock);
        alive =
            FileLock.TryTake(folder.LockOf(id), isRemoved: true)
            ?? throw new InvalidOperationException($"{folder.LockOf(id)} is held by somebody else.");
        saved = clock.GetTimestamp();
    }

    /// <summary>Images of earlier predictions that were cut off, which this one does not predict.</summary>
    public IReadOnlyList<string> LeftUnfinished { get; private set; } = [];

    /// <summary>Says which images are predicted from here on.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="classes">The model's.</param>
    /// <param name="plan">The images, and how they are predicted; its name is given here.</param>
    /// <param name="onStep">Called after each step that a kill could follow; for tests.</param>
    /// <param name="clock">Decides how often is saved.</param>
    /// <param name="stop">Ends the waiting for others.</param>
    /// <exception cref="SegException"><c>file.write</c> or <c>predict.busy</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing has changed.</exception>
    public static PredictionWork Begin(
        PredictionFolder folder,
        IReadOnlyList<SegClass> classes,
        UnfinishedPrediction plan,
        Action onStep,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        AtomicFile.MakeFolder(folder.Path);
        var work = new PredictionWork(folder, classes, onStep, clock);
        try
        {
            work.Announce(plan, stop);
            return work;
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    /// <summary>The mask of a page is about to be replaced.</summary>
    public void Touch(string file, int page)
    {
        touched.Add((Path.GetFileName(file), page));
        begun.Add((Path.GetFileName(file), page));
    }

    /// <summary>It was.</summary>
    public void Add(PredictedPage page, PredictedMask mask, IReadOnlyList<SegmentedObject> objects)
    {
        made.Add(new(page, mask, objects, FileStamp.Of(page.Mask)));
        begun.Remove((mask.Image, mask.Page));
        onStep();
    }

    /// <summary>All pages of an image that can be predicted are; from time to time the tables are written.</summary>
    public void Complete(string file)
    {
        done.Add(Path.GetFileName(file));
        if (clock.GetElapsedTime(saved) >= SavePause)
            Save(isEnd: false);
    }

    /// <summary>
    /// Writes into the tables what is made, and what they said before of masks that nobody has touched. An image whose mask
    /// an error has cut off stays unfinished.
    /// </summary>
    /// <exception cref="SegException"><c>file.write</c> or <c>predict.busy</c>.</exception>
    public void Finish() => Save(isEnd: true);

    public void Dispose() => alive.Dispose();

    private void Announce(UnfinishedPrediction plan, CancellationToken stop)
    {
        HashSet<string> images = [.. plan.Images];
        using FileLock held = Alone(stop);
        var state = PredictionState.Read(folder);
        taken = new(
            [.. state.Masks.Where(mask => images.Contains(mask.Image))],
            new ObjectTable(classes).RowsOf(folder.Objects, images),
            new ImageTable(classes).RowsOf(folder.Images, images)
        );
        folder.Tidy();
        state = state.Without(images);
        LeftUnfinished = [.. state.CutOff(folder).SelectMany(one => one.Images).Distinct()];
        (state with { Unfinished = [.. state.Unfinished, plan with { Id = id }] }).Write(folder);
        onStep();
        // A row about an image goes first and comes last, so that where it is its objects are, too.
        if (taken.Images.Count > 0)
            new ImageTable(classes).Remove(folder.Images, images);
        onStep();
        if (taken.Objects.Count > 0)
            new ObjectTable(classes).Remove(folder.Objects, images);
        onStep();
    }

    private void Save(bool isEnd)
    {
        saved = clock.GetTimestamp();
        using FileLock held = Alone(CancellationToken.None);
        var state = PredictionState.Read(folder);
        // One that somebody else has replaced meanwhile is theirs to tell of.
        MadeMask[] whole = [.. made.Where(one => FileStamp.Of(one.Page.Mask) == one.Stamp)];
        Taken back = isEnd ? Untouched(state) : new([], [], []);
        WriteTables(whole, back);
        UnfinishedPrediction[] unfinished =
        [
            .. state
                .Unfinished.Select(one => one.Id == id ? one with { Images = Left(one.Images, isEnd) } : one)
                .Where(one => one.Id != id || !isEnd || one.Images.Count > 0),
        ];
        (state.With([.. whole.Select(one => one.Mask), .. back.Masks]) with { Unfinished = unfinished }).Write(folder);
        made.Clear();
        onStep();
    }

    private IReadOnlyList<string> Left(IReadOnlyList<string> images, bool isEnd) =>
        [.. isEnd ? images.Intersect(begun.Select(page => page.Image)) : images.Except(done)];

    private void WriteTables(IReadOnlyList<MadeMask> whole, Taken back)
    {
        var objects = new ObjectTable(classes);
        var images = new ImageTable(classes);
        objects.Restore(back.Objects);
        images.Restore(back.Images);
        foreach (MadeMask one in whole)
        {
            objects.Add(one.Mask.Image, one.Mask.Page, one.Objects);
            images.Add(one.Page);
        }
        if (whole.Count > 0 || back.Objects.Count > 0)
            objects.Write(folder.Objects);
        onStep();
        if (whole.Count > 0 || back.Images.Count > 0)
            images.Write(folder.Images);
        onStep();
    }

    /// <summary>What was taken of masks that neither this prediction nor another has replaced since.</summary>
    private Taken Untouched(PredictionState state)
    {
        HashSet<(string, int)> others = [.. state.Masks.Select(mask => (mask.Image, mask.Page))];
        HashSet<string> busy = [.. state.Unfinished.Where(one => one.Id != id).SelectMany(one => one.Images)];
        return new(
            [.. taken.Masks.Where(mask => IsFree(mask.Image, mask.Page))],
            [.. taken.Objects.Where(row => IsFree(row.Image, row.Page))],
            [.. taken.Images.Where(row => IsFree(row.Image, row.Page))]
        );

        bool IsFree(string image, int page) =>
            !touched.Contains((image, page)) && !others.Contains((image, page)) && !busy.Contains(image);
    }

    /// <summary>Nobody else reads and writes the tables meanwhile.</summary>
    private FileLock Alone(CancellationToken stop) =>
        FileLock.Take(folder.TablesLock, Patience, isRemoved: true, stop)
        ?? throw new SegException(
            "predict.busy",
            $"Another program is writing the tables in {folder.Path}, and does not come to an end. Wait until it is done, then try again."
        );

    private sealed record MadeMask(
        PredictedPage Page,
        PredictedMask Mask,
        IReadOnlyList<SegmentedObject> Objects,
        FileStamp Stamp
    );

    /// <summary>What state and tables said of the images when it began.</summary>
    private sealed record Taken(
        IReadOnlyList<PredictedMask> Masks,
        IReadOnlyList<PageRow> Objects,
        IReadOnlyList<PageRow> Images
    );
}
