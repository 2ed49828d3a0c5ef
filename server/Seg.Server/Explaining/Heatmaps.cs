using System.Collections.Concurrent;
using System.Text.Json;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>Makes heatmaps and remembers them: their pictures are files, and what 255 stands for in each is kept here.</summary>
internal sealed class Heatmaps
{
    private readonly ConcurrentDictionary<string, double> peaks = new();

    /// <summary>One that was made already; null: it was not.</summary>
    public HeatmapResult? Find(Subject subject, HeatmapParams request)
    {
        string kind = KindOf(request);
        return peaks.TryGetValue(Key(subject, kind), out double peak) && subject.Find(kind) is { } picture
            ? new(picture, peak)
            : null;
    }

    /// <param name="explained">The image as the model sees it.</param>
    /// <param name="subject">The model and the image.</param>
    /// <param name="request">Which heatmap.</param>
    /// <param name="pause">Called between the parts of one that takes long.</param>
    /// <param name="stop">Ends the work.</param>
    public HeatmapResult Make(
        ExplainedImage explained,
        Subject subject,
        HeatmapParams request,
        Action pause,
        CancellationToken stop
    )
    {
        // Another request may have made it while this one waited.
        if (Find(subject, request) is { } made)
            return made;
        string kind = KindOf(request);
        Heatmap heatmap = explained.Explain(
            request.Method,
            request.Target.Class,
            request.Target.Kind,
            [.. request.Target.Points.Select(point => (point.X, point.Y))],
            explained.LayerOf(request.Method, request.Layer),
            (done, total) =>
            {
                request.Progress.Report(new(done, total));
                pause();
            },
            stop
        );
        RenderResult picture = subject.Render(kind, () => DisplayImage.Bytes(heatmap.Values), stop);
        peaks[Key(subject, kind)] = heatmap.Peak;
        return new(picture, heatmap.Peak);
    }

    /// <summary>What does not matter to the method does not make another heatmap.</summary>
    private static string KindOf(HeatmapParams request)
    {
        HeatmapMethodInfo method = HeatmapMethods.Of(request.Method);
        string target = method.NeedsPixels ? JsonSerializer.Serialize(request.Target, WireFormat.Options) : "";
        int? shown = method.NeedsClass ? request.Target.Class : null;
        string? layer = method.NeedsLayer ? request.Layer : null;
        return FormattableString.Invariant($"heatmap\n{request.Method}\n{layer}\n{shown}\n{target}");
    }

    private static string Key(Subject subject, string kind) =>
        $"{subject.Image.ImagePath}\n{FileStamp.Of(subject.Image.ImagePath)}\n{subject.Identity(kind)}";
}
