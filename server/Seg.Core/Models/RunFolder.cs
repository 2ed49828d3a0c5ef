using Seg.Core.Files;

namespace Seg.Core.Models;

/// <summary>The files of one training run, which are all that anybody needs to know of it: <c>models/&lt;name&gt;/</c>.</summary>
/// <param name="Path">The full path of the folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>What people know it by.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Network, classes, normalisation, options and scores; see <see cref="ModelDescription"/>.</summary>
    public string Model => In("model.json");

    /// <summary>The weights that did best on the validation images.</summary>
    public string Best => In("best.safetensors");

    /// <summary>The newest weights with the state of the optimizer, to go on from.</summary>
    public string Last => In("last.safetensors");

    /// <summary>What was asked for; see <see cref="TrainOptions"/>.</summary>
    public string Options => In("options.json");

    /// <summary>What happened, one JSON object a line; see <see cref="TrainingEvent.Read"/>.</summary>
    public string Events => In("events.jsonl");

    /// <summary>The same for people.</summary>
    public string Log => In("train.log");

    /// <summary>Pictures of validation images, one for each epoch and image.</summary>
    public string Previews => In("previews");

    /// <summary>Exists from <c>seg stop</c> until the run has ended.</summary>
    public string StopRequest => In("stop");

    /// <summary>Locked as long as the run's process lives; the file stays.</summary>
    public string Lock => In("run.lock");

    /// <summary>The folder of a model of that name, without making it.</summary>
    /// <exception cref="SegException"><c>train.name</c>: not a plain file name.</exception>
    public static RunFolder Of(string modelsFolder, string name)
    {
        bool isPlain =
            name.Length is > 0 and <= 100
            && name[0] != '.'
            && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
        if (!isPlain)
            throw new SegException(
                "train.name",
                $"\"{name}\" is no name for a model; use letters, digits, '-', '_' and '.', at most 100."
            )
            {
                Fields = ["name"],
            };
        return new RunFolder(System.IO.Path.Combine(modelsFolder, name));
    }

    /// <summary>The first of <c>model-1</c>, <c>model-2</c>, ... that holds no model.</summary>
    public static RunFolder Unused(string modelsFolder) =>
        Enumerable
            .Range(1, int.MaxValue)
            .Select(i => Of(modelsFolder, $"model-{i}"))
            .First(folder => !folder.HasWeights && !folder.IsRunning);

    /// <summary>All folders of models, in the order of their names.</summary>
    public static IReadOnlyList<RunFolder> All(string modelsFolder) =>
        Directory.Exists(modelsFolder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(modelsFolder)
                    .Order(StringComparer.Ordinal)
                    .Select(folder => new RunFolder(folder)),
            ]
            : [];

    /// <summary>Whether a training has left weights here: to go on from, or of its best epoch.</summary>
    public bool HasWeights => File.Exists(Last) || File.Exists(Best);

    /// <summary>The weights that the model is used with: the best, or those of a training that was stopped in its first epoch.</summary>
    public string Used => File.Exists(Best) ? Best : Last;

    /// <summary>Whether a process is training here now.</summary>
    public bool IsRunning => FileLock.IsHeld(Lock);

    /// <summary>How the last training here ended; null while it runs, and when it was killed.</summary>
    public EndEvent? End => RunHistory.Glance(Events).End;

    /// <summary>Gives the folder another name; what stands in it stays.</summary>
    /// <returns>The folder under its new name.</returns>
    /// <exception cref="SegException"><c>train.name</c>, <c>runs.exists</c>, <c>runs.running</c> or <c>file.write</c>.</exception>
    public RunFolder Rename(string name)
    {
        RunFolder to = Of(System.IO.Path.GetDirectoryName(Path)!, name);
        if (System.IO.Path.Exists(to.Path))
            throw new SegException("runs.exists", $"There is \"{name}\" already; choose another name.");
        Changed(() => Directory.Move(Path, to.Path));
        return to;
    }

    /// <summary>Removes the folder with its model.</summary>
    /// <exception cref="SegException"><c>runs.running</c> or <c>file.write</c>.</exception>
    public void Delete() => Changed(() => Directory.Delete(Path, recursive: true));

    /// <summary>Keeps everybody else from starting a training among these models through this method.</summary>
    /// <returns>Null where another process, or another request, is about to.</returns>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static IDisposable? TakeStart(string modelsFolder)
    {
        FolderGate.RequireInside(System.IO.Path.GetDirectoryName(modelsFolder)!, modelsFolder);
        AtomicFile.MakeFolder(modelsFolder);
        return FileLock.TryTake(System.IO.Path.Combine(modelsFolder, ".start.lock"));
    }

    /// <summary>
    /// Lets pass a folder whose links do not lead out of it: what is written there must not replace files elsewhere. The
    /// folder around the models is the dataset.
    /// </summary>
    /// <exception cref="SegException"><c>folder.outside</c>.</exception>
    public void RequireOwn() => FolderGate.RequireResults(System.IO.Path.GetFullPath(In("../..")), Path);

    /// <summary>Asks the training that is running here to end after its current step.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void RequestStop()
    {
        RequireOwn();
        try
        {
            using FileStream _ = new(StopRequest, FileMode.OpenOrCreate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "file.write",
                $"Cannot ask the training to stop: {e.Message.TrimEnd('.')}. Free some space or check the permissions of {Path}, or send its process SIGTERM.",
                e
            );
        }
    }

    /// <summary>Keeps a second run out of the folder until the result is disposed or the process dies.</summary>
    /// <exception cref="SegException"><c>train.running</c> or <c>file.write</c>.</exception>
    public IDisposable TakeLock()
    {
        AtomicFile.MakeFolder(Path);
        return FileLock.TryTake(Lock) ?? throw Running();
    }

    /// <exception cref="SegException"><c>train.running</c>.</exception>
    internal void RequireIdle()
    {
        if (IsRunning)
            throw Running();
    }

    /// <summary>Removes what dead runs left half-written. To be called under the lock.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    internal void Tidy() =>
        Explained(() =>
        {
            File.Delete(StopRequest);
            foreach (string folder in new[] { Path, Previews }.Where(Directory.Exists))
                AtomicFile.RemoveLeftOvers(folder);
        });

    /// <summary>Removes what a run left that ended before it had learned anything. To be called under the lock.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    internal void Clear() =>
        Explained(() =>
        {
            foreach (string file in new[] { Model, Options, Events, Log })
                File.Delete(file);
            if (Directory.Exists(Previews))
                Directory.Delete(Previews, recursive: true);
        });

    private void Changed(Action change)
    {
        FolderGate.RequireInside(System.IO.Path.GetFullPath(In("../..")), Path);
        using IDisposable held =
            FileLock.TryTake(Lock)
            ?? throw new SegException("runs.running", $"\"{Name}\" is being trained; stop it first.");
        Explained(change);
    }

    private void Explained(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "file.write",
                $"Cannot change {Path}: {e.Message.TrimEnd('.')}. Check the permissions of its folder, then try again.",
                e
            );
        }
    }

    private SegException Running() =>
        new("train.running", $"A training is running in {Path}; stop it, or choose another name.")
        {
            Fields = ["name"],
        };

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
