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
    public HeatmapResult? Find(Subject subject, HeatmapParams given)
    {
        string kind = KindOf(given);
        return peaks.TryGetValue(Key(subject, kind), out double peak) && subject.Find(kind) is { } picture
            ? new(picture, peak)
            : null;
    }

    /// <param name="explained">The image as the model sees it.</param>
    /// <param name="subject">The model and the image.</param>
    /// <param name="given">Which heatmap.</param>
    /// <param name="pause">Called between the parts of one that takes long.</param>
    /// <param name="stop">Ends the work.</param>
    public HeatmapResult Make(
        ExplainedImage explained,
        Subject subject,
        HeatmapParams given,
        Action pause,
        CancellationToken stop
    )
    {
        // Another request may have made it while this one waited.
        if (Find(subject, given) is { } made)
            return made;
        string kind = KindOf(given);
        Heatmap heatmap = explained.Explain(
            given.Method,
            given.Target.Class,
            given.Target.Kind,
            [.. given.Target.Points.Select(point => (point.X, point.Y))],
            explained.LayerOf(given.Method, given.Layer),
            (done, total) =>
            {
                given.Progress.Report(new(done, total));
                pause();
            },
            stop
        );
        RenderResult picture = subject.Render(kind, () => DisplayImage.Bytes(heatmap.Values), stop);
        peaks[Key(subject, kind)] = heatmap.Peak;
        return new(picture, heatmap.Peak);
    }

    /// <summary>What does not matter to the method does not make another heatmap.</summary>
    private static string KindOf(HeatmapParams given)
    {
        HeatmapMethodInfo method = HeatmapMethods.Of(given.Method);
        string target = method.NeedsPixels ? JsonSerializer.Serialize(given.Target, WireFormat.Options) : "";
        int? shown = method.NeedsClass ? given.Target.Class : null;
        string? layer = method.NeedsLayer ? given.Layer : null;
        return FormattableString.Invariant($"heatmap\n{given.Method}\n{layer}\n{shown}\n{target}");
    }

    private static string Key(Subject subject, string kind) =>
        $"{subject.Image.ImagePath}\n{FileStamp.Of(subject.Image.ImagePath)}\n{subject.Identity(kind)}";
}
