using System.Globalization;
using Seg.Core.Explaining;

namespace Seg.Server.Output;

/// <summary>A layer of a network as it is printed.</summary>
/// <param name="Layer">Which.</param>
/// <param name="Shape">Channels, rows and columns of its result for an image.</param>
/// <param name="Skip">The encoder layer that it takes in by a skip connection, if any.</param>
internal sealed record LayerRow(Layer Layer, int[] Shape, string? Skip)
{
    public static IReadOnlyList<Column> Columns { get; } =
    [new("layer"), new("kind"), new("part"), new("shape"), new("parameters", IsNumber: true), new("joins")];

    /// <summary>All layers for an image of that size.</summary>
    public static LayerRow[] Of(LayerMap map, (int Width, int Height) size) =>
        [
            .. map.Layers.Select(layer =>
            {
                (int channels, int height, int width) = map.Shape(layer, size.Height, size.Width);
                string? skip = map.Skips.FirstOrDefault(connection => connection.To == layer.Name)?.From;
                return new LayerRow(layer, [channels, height, width], skip);
            }),
        ];

    public string[] Cells() =>
        [
            Layer.Name,
            Layer.Kind,
            Layer.Part == LayerPart.Head ? "head" : $"{Layer.Part.ToString().ToLowerInvariant()} {Layer.Stage + 1}",
            string.Join(" x ", Shape),
            Layer.Parameters.ToString("N0", CultureInfo.InvariantCulture),
            Skip ?? "",
        ];
}
