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
    public PatternResult? Find(Subject subject, PatternParams request)
    {
        string kind = KindOf(subject, request);
        return
            responses.TryGetValue(kind, out (double Response, double Noise) known)
            && subject.Pictures.Find(FileOf(subject), 1, kind) is { } picture
            ? new(picture, known.Response, known.Noise)
            : null;
    }

    public PatternResult Draw(
        TrainedModel model,
        Subject subject,
        PatternParams request,
        Action pause,
        CancellationToken stop
    )
    {
        if (request.Steps is < 1 or > MostSteps)
            throw new SegException(
                "explain.steps",
                $"A pattern is drawn in 1 to {MostSteps} steps, and {request.Steps} were asked for."
            );
        Layer layer = LayerMap.Of(model.Network).Find(request.Layer);
        string kind = KindOf(subject, request);
        var options = new PatternOptions(Steps: request.Steps, Seed: request.Seed);
        var pattern = ChannelPattern.Draw(
            model,
            layer,
            request.Channel,
            options,
            done =>
            {
                request.Progress.Report(new(done, request.Steps));
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

    private static string KindOf(Subject subject, PatternParams request) =>
        FormattableString.Invariant(
            $"pattern\n{ModelIdentity.Of(subject.Model)}\n{request.Layer}\n{request.Channel}\n{request.Steps}\n{request.Seed}"
        );
}
