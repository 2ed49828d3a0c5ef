using System.ComponentModel.DataAnnotations;

namespace Seg.Server.Rpc.Contract;

/// <summary>Which picture is wanted.</summary>
/// <param name="File">The full path of an image.</param>
/// <param name="Page">The page of a multi-page TIFF, from 1; 1 for other images.</param>
/// <param name="Folder">The full path of a folder to write into; it is made if needed, and kept from growing without end.</param>
internal sealed record RenderParams(string File, int Page, string Folder);

/// <summary>A picture as a file of values.</summary>
/// <param name="File">
/// The full path of the file: gzip over little-endian values as in the image, rows from top to bottom, channels
/// interleaved. It stays the same while the image does.
/// </param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Channels">1: gray; 3: red, green, blue.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Pages">How many pages the image has.</param>
/// <param name="Orientation">
/// How the page asks to be turned, as TIFF and EXIF number it, 1 to 8; 1: not at all. The values are as stored, not turned.
/// </param>
internal sealed record RenderResult(
    string File,
    int Width,
    int Height,
    [property: AllowedValues(1, 3)] int Channels,
    PixelType Type,
    int Pages,
    int Orientation
);

/// <summary>How a value of a picture is stored.</summary>
internal enum PixelType
{
    Uint8,
    Uint16,
    Float32,
}
