using Seg.Core.Files;
using Seg.Core.Networks.Encoders;

namespace Seg.Core.Weights;

/// <summary>
/// Published weights on this machine, one file for each encoder, fetched when first asked for. Beside each is its
/// <see cref="WeightRecord"/>. A file counts only when its header, names, shapes and digest are right.
/// </summary>
/// <param name="folder">Made when needed.</param>
/// <param name="source">Where files come from.</param>
public sealed class WeightCache(string folder, WeightSource source)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The cache of this user, in <c>$XDG_CACHE_HOME/seg/weights</c> or <c>~/.cache/seg/weights</c>.</summary>
    public static WeightCache OfUser()
    {
        string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(caches))
            caches = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new(Path.Combine(caches, "seg", "weights"), WeightSource.FromEnvironment());
    }

    /// <summary>Where the weights of an encoder are, or would be.</summary>
    public string PathOf(EncoderInfo encoder) => Path.Combine(folder, WeightSource.FileName(encoder));

    /// <summary>Fetches an encoder's weights unless they are there, and checks them. One process fetches at a time.</summary>
    /// <param name="encoder">Whose.</param>
    /// <param name="progress">Gets the bytes so far and in all while a file is fetched.</param>
    /// <param name="stop">A download that is stopped goes on where it was the next time.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="SegException">
    /// <c>weights.none</c>, <c>weights.download</c>, <c>weights.wrong</c>, <c>weights.changed</c>, <c>weights.record</c> or
    /// <c>file.write</c>.
    /// </exception>
    public async Task<string> Get(EncoderInfo encoder, Action<long, long>? progress, CancellationToken stop)
    {
        string path = PathOf(encoder);
        Uri address = source.AddressOf(encoder);
        if (!File.Exists(path))
        {
            using IDisposable alone = await Alone(stop);
            if (!File.Exists(path))
                await Fetch(encoder, address, progress, stop);
        }
        Verify(encoder);
        return path;
    }

    /// <summary>Checks a file that is there. One that a person has put there is recorded now.</summary>
    /// <exception cref="SegException">As for <see cref="Get"/>.</exception>
    public WeightRecord Verify(EncoderInfo encoder)
    {
        string path = PathOf(encoder);
        RequireFits(encoder, path, path, "Delete it, then fetch the weights again.");
        WeightRecord now = WeightRecord.Of(path, "put here by hand");
        if (WeightRecord.Read(RecordOf(path)) is not { } before)
        {
            now.Write(RecordOf(path));
            return now;
        }
        return before.IsSameFile(now)
            ? before
            : throw new SegException(
                "weights.changed",
                $"{path} is not the file that it was on {before.Added:yyyy-MM-dd}: its SHA-256 is {now.Sha256}, and was {before.Sha256}. "
                    + $"It is not used. Delete it, then fetch the weights again."
            );
    }

    private static string RecordOf(string path) => Path.ChangeExtension(path, ".json");

    private async Task Fetch(EncoderInfo encoder, Uri address, Action<long, long>? progress, CancellationToken stop)
    {
        string path = PathOf(encoder);
        string part = path + ".part";
        string name = address.IsFile ? address.LocalPath : address.AbsoluteUri;
        try
        {
            if (address.IsFile)
                Copy(address.LocalPath, part);
            else
                await new WeightDownload(address, part, MostBytes(encoder)).Run(progress, stop);
            RequireFits(encoder, part, name, "Check the address.");
            RequireKnown(WeightRecord.Of(part, name), path);
        }
        catch (SegException e) when (e.Code.StartsWith("weights.", StringComparison.Ordinal))
        {
            File.Delete(part);
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "weights.download",
                $"Cannot get {name}: {e.Message.TrimEnd('.')}. Try again, which goes on where it stopped; or get that file elsewhere "
                    + $"and put it at {path}; or name a mirror in {WeightSource.Variable}.",
                e
            );
        }
        AtomicFile.Move(part, path);
    }

    // The record stays when a file is deleted, so that what comes later is held against the first.
    private static void RequireKnown(WeightRecord fetched, string path)
    {
        WeightRecord? before = WeightRecord.Read(RecordOf(path));
        if (before is null)
            fetched.Write(RecordOf(path));
        else if (!before.IsSameFile(fetched))
            throw new SegException(
                "weights.changed",
                $"{fetched.Source} is another file than on {before.Added:yyyy-MM-dd}: its SHA-256 is {fetched.Sha256}, and was {before.Sha256}. "
                    + $"It is not used. If you know why it has changed, delete {RecordOf(path)} and try again."
            );
    }

    private static void RequireFits(EncoderInfo encoder, string file, string name, string advice)
    {
        using Encoder network = EncoderRegistry.Create(encoder.Name, 3);
        string? wrong;
        try
        {
            wrong = PretrainedWeights.Misfit(network, Safetensors.ReadShapes(file));
        }
        catch (SegException e)
        {
            wrong = (e.InnerException ?? e).Message.TrimEnd('.');
        }
        if (wrong is not null)
            throw new SegException(
                "weights.wrong",
                $"{name} has no weights of the encoder {encoder.Name}: {wrong}. It is not used. {advice}"
            );
    }

    // Float32, a classifier and a second one, and as much again.
    private static long MostBytes(EncoderInfo encoder) => 8 * (encoder.Parameters + 8_000_000);

    private static void Copy(string original, string part)
    {
        using FileStream stream = RegularFile.OpenRead(original);
        AtomicFile.Write(part, stream.CopyTo);
    }

    private async Task<IDisposable> Alone(CancellationToken stop)
    {
        AtomicFile.MakeFolder(folder);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (FileLock.TryTake(Path.Combine(folder, ".lock")) is { } taken)
                return taken;
            await Task.Delay(Pause, stop);
        }
    }
}
