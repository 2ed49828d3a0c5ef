using OpenCvSharp;
using Seg.Core.Explaining;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>Tells the layers of a model, with small pictures of what they make of an image.</summary>
internal static class LayersOfImage
{
    private const int ThumbnailsEach = 3;
    private const int ThumbnailSide = 40;

    public static LayersResult Tell(ExplainedImage explained, Subject subject, CancellationToken stop)
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

    private static Mat Thumbnails(ExplainedImage explained, CancellationToken stop)
    {
        var tiles = new List<Mat>();
        try
        {
            foreach (Layer layer in explained.Map.Layers)
            {
                stop.ThrowIfCancellationRequested();
                tiles.Add(explained.ChannelTiles(layer, Strongest(explained, layer), isShared: false, ThumbnailSide));
            }
            var sheet = new Mat();
            Cv2.VConcat(tiles, sheet);
            return sheet;
        }
        finally
        {
            foreach (Mat tile in tiles)
                tile.Dispose();
        }
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
