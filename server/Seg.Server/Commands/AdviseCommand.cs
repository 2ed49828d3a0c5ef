using System.CommandLine;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg advise</c>: what would make a model better.</summary>
internal sealed class AdviseCommand : Verb
{
    private readonly Argument<string> dataset = CommonOptions.Dataset();

    private readonly Option<string> model = CommonOptions.Model("The folder of a model that was trained on it");

    public AdviseCommand()
        : base(
            "advise",
            "Measures a model on the labelled images that it knows of and says what would make it better: what is the matter, what was "
                + "measured, what to do, and where it can be seen. Without a measurement there is no advice.",
            "seg advise my-images --model my-images/models/first"
        )
    {
        Add(dataset);
        Add(model);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var opened = Dataset.Open(parsed.GetRequiredValue(dataset));
        var folder = new RunFolder(Path.GetFullPath(parsed.GetRequiredValue(model)));
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.Load(folder.Path, ComputeDevice.Choose());
        ModelReview review = terminal.Progress(view =>
            ModelReview.Measure(
                trained,
                folder,
                opened,
                known: null,
                (done, total) => view.Report("images", done, total),
                stop
            )
        );
        Print(review, terminal);
        return review.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Print(ModelReview review, Terminal terminal)
    {
        foreach (string problem in review.Problems)
            terminal.Warning(problem);
        IReadOnlyList<Advice> advice = review.Advice;
        foreach (Advice piece in advice)
        {
            terminal.Line(piece.Sentence);
            terminal.Line($"  measured: {piece.Evidence}");
            terminal.Line($"  to do:    {piece.Action}");
            if (piece.Places.Count > 0)
                terminal.Line($"  see:      {string.Join(", ", piece.Places.Select(Describe))}");
            terminal.Line();
        }
        if (advice.Count == 0)
            terminal.Line(
                $"Nothing stands out in {review.Images.Count} images, {review.Unseen.Count} of them validation and test images."
            );
        terminal.Json(
            new
            {
                Advice = advice,
                review.Scores.Images,
                review.Problems,
            }
        );
    }

    private static string Describe(AdvicePlace place) =>
        place.Region is { } region
            ? FormattableString.Invariant(
                $"{place.Image} from column {region.Left}, row {region.Top}, {region.Width} x {region.Height}"
            )
            : place.Image;
}
