using System.Collections.Concurrent;
using Seg.Core;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>Draws the patterns of channels, and remembers them as <see cref="Heatmaps"/> does.</summary>
internal sealed class Patterns
{
    private const int MostSteps = 4096;

    private readonly ConcurrentDictionary<string, (double Response, double Noise)> responses = new();

    /// <summary>One that was drawn already; null: it was not.</summary>
    public PatternResult? Find(Subject subject, PatternParams given)
    {
        string kind = KindOf(subject, given);
        return
            responses.TryGetValue(kind, out (double Response, double Noise) known)
            && subject.Pictures.Find(FileOf(subject), 1, kind) is { } picture
            ? new(picture, known.Response, known.Noise)
            : null;
    }

    public PatternResult Draw(
        TrainedModel model,
        Subject subject,
        PatternParams given,
        Action pause,
        CancellationToken stop
    )
    {
        if (given.Steps is < 1 or > MostSteps)
            throw new SegException(
                "explain.steps",
                $"A pattern is drawn in 1 to {MostSteps} steps, and {given.Steps} were asked for."
            );
        Layer layer = LayerMap.Of(model.Network).Find(given.Layer);
        string kind = KindOf(subject, given);
        var options = new PatternOptions(Steps: given.Steps, Seed: given.Seed);
        var pattern = ChannelPattern.Draw(
            model,
            layer,
            given.Channel,
            options,
            done =>
            {
                given.Progress.Report(new(done, given.Steps));
                pause();
            },
            stop
        );
        RenderResult picture = subject.Pictures.Render(
            FileOf(subject),
            1,
            kind,
            () => new(DisplayImage.Bytes(pattern.Picture)),
            stop
        );
        responses[kind] = (pattern.Response, pattern.NoiseResponse);
        return new(picture, pattern.Response, pattern.NoiseResponse);
    }

    // It is of the model alone.
    private static string FileOf(Subject subject) => new RunFolder(subject.Model).Model;

    private static string KindOf(Subject subject, PatternParams given) =>
        FormattableString.Invariant(
            $"pattern\n{ModelIdentity.Of(subject.Model)}\n{given.Layer}\n{given.Channel}\n{given.Steps}\n{given.Seed}"
        );
}
