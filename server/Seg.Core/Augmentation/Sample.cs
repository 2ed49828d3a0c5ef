namespace Seg.Core.Augmentation;

/// <summary>A square piece of an image as training sees it.</summary>
/// <param name="Image">32-bit float of the image's channels.</param>
/// <param name="Mask">8-bit class indices, of the same size; 255 is not labelled or outside the image.</param>
public sealed record Sample(Raster<float> Image, Raster<byte> Mask);
