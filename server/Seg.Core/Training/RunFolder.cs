namespace Seg.Core.Training;

/// <summary>The files of one training run, which are all that anybody needs to know of it: <c>models/&lt;name&gt;/</c>.</summary>
/// <param name="Path">The full path of the folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>Network, classes, normalisation, options and scores; see <see cref="ModelDescription"/>.</summary>
    public string Model => In("model.json");

    /// <summary>The weights that did best on the held-out images.</summary>
    public string Best => In("best.safetensors");

    /// <summary>The newest weights with the state of the optimizer, to go on from.</summary>
    public string Last => In("last.safetensors");

    /// <summary>What was asked for; see <see cref="TrainOptions"/>.</summary>
    public string Options => In("options.json");

    /// <summary>What happened, one JSON object a line; see <see cref="EventLog"/>.</summary>
    public string Events => In("events.jsonl");

    /// <summary>The same for people.</summary>
    public string Log => In("train.log");

    /// <summary>Pictures of held-out images, one for each epoch and image.</summary>
    public string Previews => In("previews");

    /// <summary>Exists from <c>seg stop</c> until the run has ended.</summary>
    public string StopRequest => In("stop");

    /// <summary>Locked as long as the run's process lives.</summary>
    public string Lock => In("run.lock");

    /// <summary>The folder of a new model of that name, without making it.</summary>
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
                $"\"{name}\" is no name for a model; use letters, digits, '-', '_' and '.'."
            );
        return new RunFolder(System.IO.Path.Combine(modelsFolder, name));
    }

    /// <summary>Whether a process is training here now.</summary>
    public bool IsRunning
    {
        get
        {
            if (!File.Exists(Lock))
                return false;
            try
            {
                using FileStream probe = new(Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Keeps a second run out of the folder until the result is disposed or the process dies.</summary>
    /// <exception cref="SegException"><c>train.running</c>.</exception>
    public IDisposable TakeLock()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return new FileStream(
                Lock,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SegException("file.write", $"Cannot write to {Path}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw IsRunning
                ? new SegException(
                    "train.running",
                    $"A training is running in {Path}; stop it with 'seg stop' or choose another --name.",
                    e
                )
                : new SegException("file.write", $"Cannot write to {Path}: {e.Message}", e);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
