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

    /// <summary>Describes the layers of a model and what it makes of an image.</summary>
    [JsonRpcMethod("explain/layers")]
    public Task<LayersResult> Layers(LayersParams request, CancellationToken stop) =>
        Use(request.Of, (explained, subject) => LayersOfImage.Describe(explained, subject, stop), stop);

    /// <summary>Describes what each channel of a layer does.</summary>
    [JsonRpcMethod("explain/channels")]
    public Task<ChannelsResult> Channels(ChannelsParams request, CancellationToken stop) =>
        Use(
            request.Of,
            (explained, _) =>
            {
                Layer layer = explained.Map.Find(request.Layer);
                if (request.Class is not { } index)
                    return new ChannelsResult(explained.Channels(layer));
                var target = PixelTarget.Of(explained, index, TargetKind.Class, []);
                return new ChannelsResult(explained.Channels(layer, target));
            },
            stop
        );

    /// <summary>Draws channels of a layer as small pictures of the image, one below the other: 8-bit gray.</summary>
    [JsonRpcMethod("explain/channelTiles")]
    public async Task<RenderResult> ChannelTiles(ChannelTilesParams request, CancellationToken stop)
    {
        if (request.Channels.Count is 0 or > MostTiles)
            throw new SegException(
                "explain.tiles",
                $"1 to {MostTiles} channels are drawn at once, and {request.Channels.Count} were asked for."
            );
        if (request.Side is < LeastTileSide or > MostTileSide)
            throw new SegException(
                "explain.tiles",
                $"Channels are drawn with sides of {LeastTileSide} to {MostTileSide} pixels, not {request.Side}."
            );
        string channels = string.Join(',', request.Channels.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        return await Draw(
                request.Of,
                $"tiles\n{request.Layer}\n{channels}\n{request.Contrast}\n{request.Side.ToString(CultureInfo.InvariantCulture)}",
                explained =>
                    explained.ChannelTiles(
                        explained.Map.Find(request.Layer),
                        request.Channels,
                        request.Contrast == ChannelContrast.Shared,
                        request.Side
                    ),
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Draws a channel of a layer at the size of the image: 8-bit gray.</summary>
    [JsonRpcMethod("explain/channel")]
    public Task<RenderResult> Channel(ChannelParams request, CancellationToken stop) =>
        Draw(
            request.Of,
            $"channel\n{request.Layer}\n{request.Channel.ToString(CultureInfo.InvariantCulture)}\n{request.Contrast}",
            explained =>
                explained.ChannelPicture(
                    explained.Map.Find(request.Layer),
                    request.Channel,
                    request.Contrast == ChannelContrast.Shared
                ),
            stop
        );

    /// <summary>Draws what in the image speaks for a class at some of its pixels.</summary>
    [JsonRpcMethod("explain/heatmap")]
    public async Task<HeatmapResult> Heatmap(HeatmapParams request, CancellationToken stop)
    {
        Subject subject = await Find(request.Of, stop).ConfigureAwait(false);
        return heatmaps.Find(subject, request)
            ?? await models
                .Use(
                    InspectedModel.Kind,
                    subject.Model,
                    HeatmapMethods.Of(request.Method).IsSlow ? WorkLength.Long : WorkLength.Short,
                    (model, pause) =>
                        model.Hold(subject.Image, image => heatmaps.Make(image, subject, request, pause, stop)),
                    stop
                )
                .ConfigureAwait(false);
    }

    /// <summary>Draws the picture that a channel responds to most.</summary>
    [JsonRpcMethod("explain/pattern")]
    public async Task<PatternResult> Pattern(PatternParams request, CancellationToken stop)
    {
        Subject subject = await Find(request.Of, stop).ConfigureAwait(false);
        return patterns.Find(subject, request)
            ?? await models
                .Use(
                    ModelKinds.Unfolded,
                    subject.Model,
                    WorkLength.Long,
                    (model, pause) => patterns.Draw(model, subject, request, pause, stop),
                    stop
                )
                .ConfigureAwait(false);
    }

    private async Task<RenderResult> Draw(
        Inspected of,
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

    private async Task<T> Use<T>(Inspected of, Func<ExplainedImage, Subject, T> work, CancellationToken stop)
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

    private static Task<Subject> Find(Inspected of, CancellationToken stop) => Task.Run(() => Subject.Of(of), stop);
}
