using System.Globalization;
using Seg.Core;
using Seg.Core.Explaining;
using Seg.Server.Explaining;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Why models say what they say of images. What was drawn once is a file, and is not drawn again.</summary>
internal sealed class ExplainHandler(ModelStore models, Heatmaps heatmaps, Patterns patterns)
{
    private const int MostTiles = 256;
    private const int MostTileSide = 256;
    private const int LeastTileSide = 8;

    /// <summary>Tells the layers of a model, and what it makes of an image.</summary>
    [JsonRpcMethod("explain/layers")]
    public Task<LayersResult> Layers(LayersParams given, CancellationToken stop) =>
        Use(given.Of, (explained, subject) => LayersOfImage.Tell(explained, subject, stop), stop);

    /// <summary>Tells what each channel of a layer does.</summary>
    [JsonRpcMethod("explain/channels")]
    public Task<ChannelsResult> Channels(ChannelsParams given, CancellationToken stop) =>
        Use(
            given.Of,
            (explained, _) =>
            {
                Layer layer = explained.Map.Find(given.Layer);
                if (given.Class is not { } index)
                    return new ChannelsResult(explained.Channels(layer));
                var target = PixelTarget.Of(explained, index, TargetKind.Class, []);
                return new ChannelsResult(explained.Channels(layer, target));
            },
            stop
        );

    /// <summary>Draws channels of a layer as small pictures of the image, one below the other: 8-bit gray.</summary>
    [JsonRpcMethod("explain/channelTiles")]
    public async Task<RenderResult> ChannelTiles(ChannelTilesParams given, CancellationToken stop)
    {
        if (given.Channels.Count is 0 or > MostTiles)
            throw new SegException(
                "explain.tiles",
                $"1 to {MostTiles} channels are drawn at once, and {given.Channels.Count} were asked for."
            );
        if (given.Side is < LeastTileSide or > MostTileSide)
            throw new SegException(
                "explain.tiles",
                $"Channels are drawn with sides of {LeastTileSide} to {MostTileSide} pixels, not {given.Side}."
            );
        string channels = string.Join(',', given.Channels.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        return await Draw(
                given.Of,
                $"tiles\n{given.Layer}\n{channels}\n{given.Contrast}\n{given.Side.ToString(CultureInfo.InvariantCulture)}",
                explained =>
                    explained.ChannelTiles(
                        explained.Map.Find(given.Layer),
                        given.Channels,
                        given.Contrast == ChannelContrast.Shared,
                        given.Side
                    ),
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Draws a channel of a layer at the size of the image: 8-bit gray.</summary>
    [JsonRpcMethod("explain/channel")]
    public Task<RenderResult> Channel(ChannelParams given, CancellationToken stop) =>
        Draw(
            given.Of,
            $"channel\n{given.Layer}\n{given.Channel.ToString(CultureInfo.InvariantCulture)}\n{given.Contrast}",
            explained =>
                explained.ChannelPicture(
                    explained.Map.Find(given.Layer),
                    given.Channel,
                    given.Contrast == ChannelContrast.Shared
                ),
            stop
        );

    /// <summary>Draws what in the image speaks for a class at some of its pixels.</summary>
    [JsonRpcMethod("explain/heatmap")]
    public async Task<HeatmapResult> Heatmap(HeatmapParams given, CancellationToken stop)
    {
        Subject subject = await Find(given.Of, stop).ConfigureAwait(false);
        return heatmaps.Find(subject, given)
            ?? await models
                .Use(
                    InspectedModel.Kind,
                    subject.Model,
                    HeatmapMethods.Of(given.Method).IsSlow ? WorkLength.Long : WorkLength.Short,
                    (model, pause) =>
                        model.Hold(subject.Image, image => heatmaps.Make(image, subject, given, pause, stop)),
                    stop
                )
                .ConfigureAwait(false);
    }

    /// <summary>Draws the picture that a channel responds to most.</summary>
    [JsonRpcMethod("explain/pattern")]
    public async Task<PatternResult> Pattern(PatternParams given, CancellationToken stop)
    {
        Subject subject = await Find(given.Of, stop).ConfigureAwait(false);
        return patterns.Find(subject, given)
            ?? await models
                .Use(
                    ModelKinds.Unfolded,
                    subject.Model,
                    WorkLength.Long,
                    (model, pause) => patterns.Draw(model, subject, given, pause, stop),
                    stop
                )
                .ConfigureAwait(false);
    }

    private async Task<RenderResult> Draw(
        LookedInto of,
        string kind,
        Func<ExplainedImage, Raster> draw,
        CancellationToken stop
    )
    {
        Subject subject = await Find(of, stop).ConfigureAwait(false);
        return subject.Find(kind)
            ?? await models
                .Use(
                    InspectedModel.Kind,
                    subject.Model,
                    WorkLength.Short,
                    (model, _) => subject.Render(kind, () => draw(model.Of(subject.Image)), stop),
                    stop
                )
                .ConfigureAwait(false);
    }

    private async Task<T> Use<T>(LookedInto of, Func<ExplainedImage, Subject, T> work, CancellationToken stop)
    {
        Subject subject = await Find(of, stop).ConfigureAwait(false);
        return await models
            .Use(
                InspectedModel.Kind,
                subject.Model,
                WorkLength.Short,
                (model, _) => work(model.Of(subject.Image), subject),
                stop
            )
            .ConfigureAwait(false);
    }

    private static Task<Subject> Find(LookedInto of, CancellationToken stop) => Task.Run(() => Subject.Of(of), stop);
}
