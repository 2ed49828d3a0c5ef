using System.Globalization;
using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>Reports what happens in a run to the events file, the log and an observer.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="observer">Called for every event after it was written.</param>
/// <param name="clock">Decides how often steps are written, and measures their speed.</param>
internal sealed class RunJournal(RunFolder folder, Action<TrainingEvent> observer, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan StepPause = TimeSpan.FromSeconds(0.5);

    private readonly EventLog events = new(folder.Events);
    private long stepWritten = clock.GetTimestamp();
    private long learningSince;
    private TimeSpan learned; // without what came since then
    private int imagesSinceStep;

    /// <summary>From here on time counts for the speed.</summary>
    public void BeginSteps() => learningSince = clock.GetTimestamp();

    /// <summary>Measuring and saving begin, which do not count.</summary>
    public void EndSteps() => learned += clock.GetElapsedTime(learningSince);

    /// <summary>Counts a step; at most two a second are written.</summary>
    public void Step(int epoch, int step, double loss, double rate, int images)
    {
        imagesSinceStep += images;
        long now = clock.GetTimestamp();
        if (clock.GetElapsedTime(stepWritten, now) < StepPause)
            return;
        double speed = imagesSinceStep / (learned + clock.GetElapsedTime(learningSince, now)).TotalSeconds;
        imagesSinceStep = 0;
        learned = TimeSpan.Zero;
        learningSince = now;
        stepWritten = now;
        Write(new StepEvent(epoch, step, loss, rate, speed, Environment.WorkingSet));
    }

    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(TrainingEvent happened)
    {
        events.Write(happened);
        Log(happened);
        Show(happened);
    }

    /// <summary>Writes the end of a run that failed, wherever there is room for it.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="fault">What only a report of a fault of ours needs.</param>
    public void WriteFailure(EndEvent end, Exception? fault)
    {
        try
        {
            events.Write(end);
        }
        catch (SegException) { } // not even the room held back is there; the screen still says it
        Log(end);
        if (fault is not null)
            Log(fault.ToString());
        Show(end);
    }

    public void Dispose() => events.Dispose();

    // The screen may be a file on a full disk, and it only repeats the events.
    private void Show(TrainingEvent happened)
    {
        try
        {
            observer(happened);
        }
        catch (IOException) { }
    }

    private void Log(TrainingEvent happened)
    {
        string? line = happened switch
        {
            StartEvent s =>
                $"start at step {s.Step} of {s.Epochs * s.StepsPerEpoch} on {s.Device}{(s.Leak is null ? "" : $"; {s.Leak}")}",
            EpochEvent e => string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {e.Epoch}: loss {e.Loss:F4}, mean IoU {e.Scores?.MeanIou:F4}, {e.Seconds:F1} s{(e.IsBest ? ", best" : "")}"
            ),
            BestEvent { Scores: { } scores } e => string.Create(
                CultureInfo.InvariantCulture,
                $"the best epoch so far, {e.Epoch}: mean IoU {scores.MeanIou:F4} on the validation images of now"
            ),
            EndEvent e => $"{e.Reason}: {e.Message}",
            _ => null,
        };
        if (line is not null)
            Log($"{happened.Time:yyyy-MM-dd HH:mm:ss zzz} {line}");
    }

    private void Log(string line)
    {
        try
        {
            RegularFile.Require(folder.Log);
            File.AppendAllText(folder.Log, Printable.Of(line) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // it must not end a training
    }
}
