using Seg.Core;
using Seg.Core.Explaining;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>Describes the layers of a model, with small pictures of what they make of an image.</summary>
internal static class LayersOfImage
{
    private const int ThumbnailsEach = 3;
    private const int ThumbnailSide = 40;

    public static LayersResult Describe(ExplainedImage explained, Subject subject, CancellationToken stop)
    {
        LayerMap map = explained.Map;
        return new(
            explained.Classes,
            explained.Size.Width,
            explained.Size.Height,
            [.. map.Layers.Select(Shape)],
            map.Skips,
            map.Bottleneck.Name,
            subject.Render("mask", explained.Mask, stop),
            subject.Render("thumbnails", () => Thumbnails(explained, stop), stop),
            ThumbnailsEach
        );

        LayerShape Shape(Layer layer)
        {
            (int channels, int height, int width) = map.Shape(layer, explained.Size.Height, explained.Size.Width);
            return new(layer.Name, layer.Kind, layer.Part, layer.Stride, channels, height, width, layer.Parameters);
        }
    }

    private static Raster<byte> Thumbnails(ExplainedImage explained, CancellationToken stop)
    {
        (int width, int height) = explained.TileSize(ThumbnailSide);
        var sheet = new Raster<byte>(width, height * ThumbnailsEach * explained.Map.Layers.Count);
        foreach ((int number, Layer layer) in explained.Map.Layers.Index())
        {
            stop.ThrowIfCancellationRequested();
            Raster<byte> tiles = explained.ChannelTiles(
                layer,
                Strongest(explained, layer),
                isShared: false,
                ThumbnailSide
            );
            tiles.Pixels.CopyTo(sheet.Pixels, number * tiles.Pixels.Length);
        }
        return sheet;
    }

    private static int[] Strongest(ExplainedImage explained, Layer layer)
    {
        int[] order =
        [
            .. explained
                .Channels(layer)
                .Select((figures, i) => (figures.Strength, i))
                .OrderByDescending(channel => channel.Strength)
                .Select(channel => channel.i)
                .Take(ThumbnailsEach),
        ];
        return [.. Enumerable.Range(0, ThumbnailsEach).Select(i => order[Math.Min(i, order.Length - 1)])];
    }
}
