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

    /// <summary>One line of JSON a round, see <see cref="PretrainedRound"/>.</summary>
    public string Rounds => In("rounds.jsonl");

    internal IDisposable TakeLock()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "file.write",
                $"Cannot make {Path}: {e.Message.TrimEnd('.')}. Name another folder.",
                e
            );
        }
        return FileLock.TryTake(In("run.lock"))
            ?? throw new SegException("train.running", $"A pretraining is running in {Path}; name another folder.");
    }

    /// <summary>Adds a line; lines of rounds that were done before a kill and are done again are replaced.</summary>
    internal void Append(PretrainedRound round)
    {
        string[] before = File.Exists(Rounds)
            ? [.. File.ReadAllLines(Rounds).Where(line => Of(line) is { } earlier && earlier.Step < round.Step)]
            : [];
        AtomicFile.WriteText(
            Rounds,
            string.Concat(before.Append(JsonSerializer.Serialize(round, Line)).Select(line => line + "\n"))
        );
    }

    private static PretrainedRound? Of(string line) => JsonSerializer.Deserialize<PretrainedRound>(line, Line);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
