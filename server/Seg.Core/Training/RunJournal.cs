using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Seg.Core.Training;

/// <summary>Tells what happens in a run: to the events file, the log and an observer.</summary>
internal sealed class RunJournal : IDisposable
{
    private static readonly TimeSpan StepPause = TimeSpan.FromSeconds(0.5);

    private readonly EventLog events;
    private readonly StreamWriter log;
    private readonly Action<TrainingEvent> observer;
    private readonly Stopwatch sinceStep = Stopwatch.StartNew();
    private double lossSum;
    private int lossCount;
    private int imagesSinceStep;

    public RunJournal(RunFolder folder, Action<TrainingEvent> observer)
    {
        this.observer = observer;
        events = new EventLog(folder.Events);
        log = new StreamWriter(folder.Log, append: true) { AutoFlush = true };
    }

    /// <summary>The mean loss of the steps since <see cref="BeginEpoch"/>.</summary>
    public double MeanLoss => lossSum / Math.Max(1, lossCount);

    public void BeginEpoch() => (lossSum, lossCount) = (0, 0);

    /// <summary>Counts a step; at most two a second are written.</summary>
    public void Step(int epoch, int step, double loss, double rate, int images)
    {
        lossSum += loss;
        lossCount++;
        imagesSinceStep += images;
        if (sinceStep.Elapsed < StepPause)
            return;
        double speed = imagesSinceStep / sinceStep.Elapsed.TotalSeconds;
        sinceStep.Restart();
        imagesSinceStep = 0;
        Write(new StepEvent(epoch, step, loss, rate, speed));
    }

    public void Write(TrainingEvent happened)
    {
        events.Write(happened);
        TryLog(happened);
        observer(happened);
    }

    /// <summary>Runs the training and writes its end, whatever it is; a failure is written before it is thrown on.</summary>
    public EndEvent Guard(Func<EndEvent> train)
    {
        try
        {
            EndEvent end = train();
            Write(end);
            return end;
        }
        catch (Exception e)
        {
            SegException told = Explain(e);
            EndEvent end = new("failed", told.Message, 0, 0, null);
            try
            {
                Write(end);
            }
            catch (SegException)
            {
                observer(end); // not even the room held back is there; the screen still says it
            }
            throw told;
        }
    }

    public void Dispose()
    {
        events.Dispose();
        log.Dispose();
    }

    private static SegException Explain(Exception e) =>
        e switch
        {
            SegException told => told,
            OutOfMemoryException => NoMemory(e),
            ExternalException when e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase) => NoMemory(e),
            _ => new SegException("train.fault", $"Training failed by a fault of Seg: {e.Message}", e),
        };

    private static SegException NoMemory(Exception e) =>
        new(
            "train.memory",
            "There is not enough memory for this training. Use a smaller --batch or --crop, or a smaller encoder.",
            e
        );

    private void TryLog(TrainingEvent happened)
    {
        string? line = happened switch
        {
            StartEvent s => $"start at step {s.Step} of {s.Epochs * s.StepsPerEpoch} on {s.Device}",
            EpochEvent e => string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {e.Epoch}: loss {e.Loss:F4}, mean IoU {e.Scores?.MeanIou:F4}, {e.Seconds:F1} s{(e.IsBest ? ", best" : "")}"
            ),
            EndEvent e => $"{e.Reason}: {e.Message}",
            _ => null,
        };
        if (line is null)
            return;
        try
        {
            log.WriteLine($"{happened.Time:yyyy-MM-dd HH:mm:ss zzz} {line}");
        }
        catch (IOException) { } // the log repeats the events for people; it must not end a training
    }
}
