using System.Runtime.ExceptionServices;
using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>The place beside the masks where new ones wait until all are there.</summary>
/// <param name="masks">The full path of the masks' folder.</param>
internal sealed class MaskStaging(string masks)
{
    // A mask of 8192 x 8192 takes 64 MB, and a machine may have a hundred cores.
    private const int MostAtOnce = 8;

    // In the masks' folder, so that it is surely on the same disk and a rename is all it takes.
    private readonly string folder = Path.Combine(masks, ".seg-reclass");

    public bool Exists => Directory.Exists(folder);

    /// <summary>Writes the new masks of those that change.</summary>
    /// <param name="files">The full paths of the masks.</param>
    /// <param name="map">What values become.</param>
    /// <param name="onMask">Called after each mask; for tests.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    /// <returns>What became of each mask, in the order of <paramref name="files"/>.</returns>
    public IReadOnlyList<StagedMask> Write(
        IReadOnlyList<string> files,
        ValueMap map,
        Action onMask,
        CancellationToken stop
    )
    {
        var results = new StagedMask[files.Count];
        var options = new ParallelOptions
        {
            CancellationToken = stop,
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostAtOnce),
        };
        try
        {
            Parallel.For(
                0,
                files.Count,
                options,
                i =>
                {
                    results[i] = Write(files[i], map);
                    onMask();
                }
            );
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return results;
    }

    /// <summary>Puts a new mask into its place; done already where there is none. A link stays one, and its target is new.</summary>
    public void Release(string name)
    {
        string staged = Path.Combine(folder, name);
        if (!File.Exists(staged))
            return;
        string place = Path.Combine(masks, name);
        if (new FileInfo(place).LinkTarget is null)
        {
            File.Move(staged, place, overwrite: true);
            return;
        }
        // The target may be on another disk, where a rename does not reach.
        AtomicFile.WriteBytes(place, File.ReadAllBytes(staged));
        File.Delete(staged);
    }

    public void Remove()
    {
        if (Exists)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>After an error that is reported; what stays goes with the next opening.</summary>
    public void TryRemove()
    {
        try
        {
            Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private StagedMask Write(string file, ValueMap map)
    {
        string name = Path.GetFileName(file);
        try
        {
            Raster<byte> mask = MaskFile.ReadIndices(file);
            var counts = new MaskCounts(mask);
            int[] removed = [.. map.Removed.Where(value => counts[value] > 0)];
            int? confused = counts.Labels.Where(map.Confuses).Select(value => (int?)value).FirstOrDefault();
            bool isNew = removed.Length == 0 && confused is null && counts.Labels.Any(map.Changes);
            if (isNew)
            {
                map.Apply(mask.Pixels);
                MaskFile.Write(Path.Combine(folder, name), mask);
            }
            return new StagedMask(name, isNew, removed, confused);
        }
        catch (SegException e) when (e.Code is "image.unreadable" or "mask.format")
        {
            return new StagedMask(name, IsNew: false, [], Confused: null, e);
        }
    }
}
