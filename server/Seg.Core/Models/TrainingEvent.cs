using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core.Files;
using Seg.Core.Metrics;

namespace Seg.Core.Models;

/// <summary>One line of <c>events.jsonl</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StartEvent), "start")]
[JsonDerivedType(typeof(StepEvent), "step")]
[JsonDerivedType(typeof(EpochEvent), "epoch")]
[JsonDerivedType(typeof(BestEvent), "best")]
[JsonDerivedType(typeof(PreviewEvent), "preview")]
[JsonDerivedType(typeof(EndEvent), "end")]
public abstract record TrainingEvent
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    private static readonly JsonSerializerOptions Json = new(ModelDescription.Json) { WriteIndented = false };

    /// <summary>
    /// Reads the whole lines of <c>events.jsonl</c>, whether a run is writing it or not. A last line without its end is
    /// still being written, or was cut off by a kill, and is left out; so is a line that cannot be understood.
    /// </summary>
    /// <param name="path">The file; a missing one has no events.</param>
    public static IReadOnlyList<TrainingEvent> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var events = new List<TrainingEvent>();
        using FileStream stream = RegularFile.OpenRead(path);
        FileLines.Read(
            stream,
            from: 0,
            stream.Length,
            (line, _) =>
            {
                if (FromLine(line) is { } happened)
                    events.Add(happened);
                return true;
            }
        );
        return events;
    }

    internal string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Whether a line is a step, as most are.</summary>
    public static bool IsStep(ReadOnlySpan<byte> line) => line.StartsWith("""{"type":"step","""u8);

    /// <summary>Reads one line.</summary>
    /// <param name="line">Without its end.</param>
    /// <returns>Null where it cannot be understood: it is damaged, or of a later version.</returns>
    public static TrainingEvent? FromLine(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingEvent>(line, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A run begins, or goes on: then steps after <paramref name="Step"/> that stand above this line are done again.</summary>
/// <param name="Step">Steps that are done already.</param>
/// <param name="Epochs">Epochs of the whole run.</param>
/// <param name="StepsPerEpoch">Steps of each.</param>
/// <param name="Device">Where it runs, for people.</param>
/// <param name="Split">Which images are used for what.</param>
/// <param name="Leak">That validation images show what training images show, and what to do; null: they do not, or it was not looked for.</param>
public sealed record StartEvent(
    int Step,
    int Epochs,
    int StepsPerEpoch,
    string Device,
    SplitStems Split,
    string? Leak = null
) : TrainingEvent;

/// <summary>Written a few times a second at most.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Steps done in the whole run.</param>
/// <param name="Loss">Of this step's batch.</param>
/// <param name="LearningRate">Of the decoder in this step.</param>
/// <param name="ImagesPerSecond">Crops trained on, since the last such line.</param>
/// <param name="MemoryBytes">What the process has of the machine's memory; null: not known.</param>
public sealed record StepEvent(
    int Epoch,
    int Step,
    double Loss,
    double LearningRate,
    double ImagesPerSecond,
    long? MemoryBytes = null
) : TrainingEvent;

/// <summary>
/// An epoch has ended; where it is the best, its weights are on the disk. The checkpoint to go on from follows at once: a
/// kill between the two makes the next run do the epoch, and write this line, again.
/// </summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Steps done in the whole run.</param>
/// <param name="Loss">Mean over the epoch's steps.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
/// <param name="Seconds">From the epoch's start to its checkpoint.</param>
/// <param name="Scores">On the whole validation images; null where there are none.</param>
/// <param name="ValidationLoss">Mean over these images; null where there are none.</param>
/// <param name="TrainingScores">
/// On the crops of the epoch, augmented as they are, each before the network was trained on it; after an interruption on
/// those since then. Null in runs of earlier versions.
/// </param>
public sealed record EpochEvent(
    int Epoch,
    int Step,
    double Loss,
    bool IsBest,
    double Seconds,
    SegmentationScores? Scores,
    double? ValidationLoss = null,
    SegmentationScores? TrainingScores = null
) : TrainingEvent;

/// <summary>
/// A run that goes on has other validation images than before, or other labels of them, so that the scores until then say
/// nothing about what comes: the best weights so far are measured on those of now.
/// </summary>
/// <param name="Epoch">Of these weights, from 1.</param>
/// <param name="Scores">On the validation images of now; null where there are none, and until they are measured.</param>
public sealed record BestEvent(int Epoch, SegmentationScores? Scores) : TrainingEvent;

/// <summary>A picture of a validation image was written.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Image">Its stem.</param>
/// <param name="File">Relative to the run's folder.</param>
public sealed record PreviewEvent(int Epoch, string Image, string File) : TrainingEvent;

/// <summary>The run has ended. A run without this last line was killed.</summary>
/// <param name="Reason"><c>completed</c>, <c>stopped</c> or <c>failed</c>.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Step">Steps done in the whole run.</param>
/// <param name="BestEpoch">The epoch of the best weights; 0: none was finished.</param>
/// <param name="BestMeanIou">Its mean IoU on the validation images; null where there are none.</param>
public sealed record EndEvent(string Reason, string Message, int Step, int BestEpoch, double? BestMeanIou)
    : TrainingEvent
{
    /// <summary>All epochs are done.</summary>
    public const string Completed = "completed";

    /// <summary>Ended by Ctrl+C, SIGTERM or <c>seg stop</c>.</summary>
    public const string Stopped = "stopped";

    /// <summary>Something went wrong; the message says what.</summary>
    public const string Failed = "failed";
}
