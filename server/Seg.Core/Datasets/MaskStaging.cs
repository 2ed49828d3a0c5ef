using System.Runtime.ExceptionServices;
using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>The place beside the masks where new ones wait until all are there.</summary>
/// <param name="dataset">The full path of the dataset.</param>
/// <param name="config">Its <c>seg.json</c>.</param>
internal sealed class MaskStaging(string dataset, SegJson config)
{
    // A mask of 8192 x 8192 takes 64 MB, and a machine may have a hundred cores.
    private const int MostAtOnce = 8;

    // In the masks' folder, so that it is surely on the same disk and a rename is all it takes.
    private readonly string folder = Path.Combine(config.MasksIn(dataset), ".seg-reclass");

    public bool Exists => Directory.Exists(folder);

    /// <summary>The full path of the masks' folder.</summary>
    public string Masks { get; } = config.MasksIn(dataset);

    /// <summary>Whether it is, or would be, in the dataset itself, so that what is moved and deleted in it is the dataset's.</summary>
    public bool IsOwn => new FileInfo(folder).LinkTarget is null && !FolderGate.LeadsOutOf(dataset, folder);

    /// <exception cref="SegException"><c>folder.outside</c>.</exception>
    public void RequireOwn()
    {
        FolderGate.RequireInside(dataset, Masks);
        if (!IsOwn)
            throw new SegException(
                "folder.outside",
                $"{folder} is a link, and Seg moves and deletes files there. Remove it."
            );
    }

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

    /// <summary>Whether a mask's new content is still to come into its place.</summary>
    public bool IsWaiting(string name)
    {
        string staged = Path.Combine(folder, name);
        string place = Path.Combine(Masks, name);
        // It is in both places where a kill came after it was written through a link, or a power loss on a simple disk.
        return File.Exists(staged) && !(File.Exists(place) && Read(staged).AsSpan().SequenceEqual(Read(place)));
    }

    /// <summary>Puts a new mask into its place; done already where there is none. A link stays one, and its target is new.</summary>
    public void Release(string name)
    {
        string staged = Path.Combine(folder, name);
        if (!File.Exists(staged))
            return;
        string place = Path.Combine(Masks, name);
        if (new FileInfo(place).LinkTarget is null)
        {
            File.Move(staged, place, overwrite: true);
            return;
        }
        RequireWritable(place);
        // The target may be on another disk, where a rename does not reach.
        AtomicFile.WriteBytes(place, Read(staged));
        File.Delete(staged);
    }

    /// <summary>Gives a new mask up, as there is nothing any more that it is of.</summary>
    public void Drop(string name) => File.Delete(Path.Combine(folder, name));

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

    private static byte[] Read(string mask) => RegularFile.ReadAllBytes(mask, Array.MaxLength);

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
                FileStatus status = RequireWritable(file);
                map.Apply(mask.Pixels);
                MaskFile.Write(Path.Combine(folder, name), mask, status.Mode);
            }
            return new StagedMask(name, isNew, removed, confused);
        }
        catch (SegException e) when (e.Code is not "file.write")
        {
            return new StagedMask(name, IsNew: false, [], Confused: null, e);
        }
    }

    /// <summary>A mask may be a link, but one to an image would have that overwritten.</summary>
    private FileStatus RequireWritable(string mask)
    {
        FolderGate.RequireInside(dataset, mask);
        string images = RealPath.Of(config.ImagesIn(dataset));
        if (Path.GetDirectoryName(RealPath.Of(mask)) == images)
            throw new SegException("classes.masks", $"{mask} is a link to an image. Put the mask itself in its place.");
        return AtomicFile.RequireWritable(mask);
    }
}
