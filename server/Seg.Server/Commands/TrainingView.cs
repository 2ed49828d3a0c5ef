using System.Globalization;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary>Shows the events of a training run on the terminal.</summary>
internal sealed class TrainingView(IProgressView view, TrainOptions options, bool isResumed)
{
    public void Show(TrainingEvent happened)
    {
        switch (happened)
        {
            case StartEvent start:
                view.Line(
                    $"{start.Split.Train.Count} training and {start.Split.Validation.Count} validation images; {start.Device}"
                );
                if (isResumed)
                    view.Line(
                        start.Step > 0
                            ? $"going on after step {start.Step} of {options.TotalSteps}"
                            : "nothing was saved before, so it begins anew"
                    );
                break;
            case BestEvent { Scores: { } scores } best:
                view.Line(
                    Invariant(
                        $"validation images or labels have changed; the best epoch so far, {best.Epoch}, has mean IoU {scores.MeanIou:F3} on these"
                    )
                );
                break;
            case StepEvent step:
                view.Report("training", step.Step, options.TotalSteps);
                break;
            case EpochEvent epoch:
                view.Report("training", epoch.Step, options.TotalSteps);
                view.Line(Describe(epoch));
                break;
        }
    }

    private static string Describe(EpochEvent epoch)
    {
        string scores = epoch.Scores is { } s
            ? Invariant($", mean IoU {s.MeanIou:F3} ({string.Join(", ", s.Classes.Select(Describe))})")
            : "";
        return Invariant(
            $"epoch {epoch.Epoch}: loss {epoch.Loss:F3}{scores}, {epoch.Seconds:F0} s{(epoch.IsBest ? ", best so far" : "")}"
        );
    }

    private static string Describe(ClassScores scores) => Invariant($"{scores.Name} {scores.Iou:F3}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
