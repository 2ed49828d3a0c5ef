using System.Collections.Concurrent;
using System.Text.Json;
using OpenCvSharp;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Server.Rpc;
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
        using Heatmap heatmap = Explain(explained, given, pause, stop);
        RenderResult picture = subject.Render(kind, () => Bytes(heatmap.Values), stop);
        peaks[Key(subject, kind)] = heatmap.Peak;
        return new(picture, heatmap.Peak);
    }

    private static Heatmap Explain(ExplainedImage explained, HeatmapParams given, Action pause, CancellationToken stop)
    {
        explained.RequireClass(given.Target.Class);
        if (given.Method == HeatmapMethod.Probability)
            return explained.Probability(given.Target.Class);
        if (given.Method == HeatmapMethod.EigenCam)
            return explained.EigenCam(LayerOf(explained, given));
        PixelTarget target = PixelTarget.Of(
            explained,
            given.Target.Class,
            given.Target.Kind,
            [.. given.Target.Points.Select(point => new Point2d(point.X, point.Y))]
        );
        using (target.Pixels)
            return given.Method == HeatmapMethod.Occlusion
                ? explained.Occlude(target, Report, stop)
                : explained.Cam(target, LayerOf(explained, given), given.Method);

        void Report(int done, int total)
        {
            given.Progress.Report(new(done, total));
            pause();
        }
    }

    private static Layer LayerOf(ExplainedImage explained, HeatmapParams given) =>
        given.Layer is null ? explained.Map.Bottleneck : explained.Map.Find(given.Layer);

    private static Mat Bytes(Mat values)
    {
        var bytes = new Mat();
        values.ConvertTo(bytes, MatType.CV_8UC1, 255);
        return bytes;
    }

    /// <summary>What does not matter to the method does not make another heatmap.</summary>
    private static string KindOf(HeatmapParams given)
    {
        bool hasTarget = given.Method is not (HeatmapMethod.Probability or HeatmapMethod.EigenCam);
        string target = hasTarget ? JsonSerializer.Serialize(given.Target, WireFormat.Options) : "";
        int? shown = given.Method == HeatmapMethod.EigenCam ? null : given.Target.Class;
        string? layer = HeatmapMethods.HasLayer(given.Method) ? given.Layer : null;
        return FormattableString.Invariant($"heatmap\n{given.Method}\n{layer}\n{shown}\n{target}");
    }

    private static string Key(Subject subject, string kind) =>
        $"{subject.Image.ImagePath}\n{FileStamp.Of(subject.Image.ImagePath)}\n{subject.Identity(kind)}";
}
