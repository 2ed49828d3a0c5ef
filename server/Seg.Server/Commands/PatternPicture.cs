using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary>Draws the pattern of a channel into a folder, telling how far it is.</summary>
internal static class PatternPicture
{
    public static HeatmapPicture Draw(
        TrainedModel trained,
        Layer layer,
        int channel,
        int seed,
        string folder,
        Terminal terminal,
        CancellationToken stop
    )
    {
        var options = new PatternOptions(Seed: seed);
        ChannelPattern drawn = terminal.Progress(view =>
            ChannelPattern.Draw(
                trained,
                layer,
                channel,
                options,
                done => view.Report("pattern", done, options.Steps),
                stop
            )
        );
        string file = Path.Combine(folder, FormattableString.Invariant($"{layer.Name}.{channel}.pattern.png"));
        ImageFile.Write(file, DisplayImage.Bytes(drawn.Picture));
        return new(null, "pattern", layer.Name, drawn.Response, file);
    }
}
