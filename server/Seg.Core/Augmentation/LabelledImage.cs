using OpenCvSharp;

namespace Seg.Core.Augmentation;

/// <summary>An image with its mask, in memory for training. The owner disposes the two.</summary>
/// <param name="Stem">The name of the image.</param>
/// <param name="Image">32-bit float of 1 or 3 channels, normalised (see <see cref="Imaging.Normalization"/>), not clipped.</param>
/// <param name="Mask">8-bit class indices, of the same size; 255 is not labelled.</param>
public sealed record LabelledImage(string Stem, Mat Image, Mat Mask);
