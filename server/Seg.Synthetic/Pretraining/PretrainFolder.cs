using System.Text.Json;
using Seg.Core;
using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Synthetic.Pretraining;

/// <summary>The files of one pretraining.</summary>
/// <param name="Path">The full path of the folder.</param>
public sealed record PretrainFolder(string Path)
{
    private static readonly JsonSerializerOptions Line = new(ModelDescription.Json) { WriteIndented = false };

    /// <summary>The newest weights with the state of the optimizer, to go on from.</summary>
    public string Last => In("last.safetensors");

    /// <summary>The newest weights as half-precision numbers, to train from: <c>seg train --weights</c> takes it.</summary>
    public string Start => In("start.safetensors");

    /// <summary>What was asked for.</summary>
    public string Options => In("options.json");

    /// <summary>One line of JSON an epoch, see <see cref="PretrainedEpoch"/>.</summary>
    public string Epochs => In("epochs.jsonl");

    internal IDisposable TakeLock()
    {
        AtomicFile.MakeFolder(Path);
        return FileLock.TryTake(In("run.lock"))
            ?? throw new SegException("train.running", $"A pretraining is running in {Path}; name another folder.");
    }

    /// <summary>Adds a line; lines of epochs that were done before a kill and are done again are replaced.</summary>
    internal void Append(PretrainedEpoch epoch)
    {
        string[] before = File.Exists(Epochs)
            ? [.. File.ReadLines(Epochs).Where(line => Of(line) is { } earlier && earlier.Step < epoch.Step)]
            : [];
        AtomicFile.WriteText(
            Epochs,
            string.Concat(before.Append(JsonSerializer.Serialize(epoch, Line)).Select(line => line + "\n"))
        );
    }

    private static PretrainedEpoch? Of(string line) => JsonSerializer.Deserialize<PretrainedEpoch>(line, Line);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
