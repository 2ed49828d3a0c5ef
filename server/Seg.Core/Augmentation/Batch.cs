namespace Seg.Core.Augmentation;

/// <summary>The samples of one training step. The arrays belong to who receives the batch.</summary>
/// <param name="Pixels">N,H,W,C.</param>
/// <param name="Labels">N,planes,H,W; in a plane of classes 255 is to be ignored.</param>
/// <param name="Count">N.</param>
/// <param name="Height">H, the crop size.</param>
/// <param name="Width">W, the crop size.</param>
/// <param name="Channels">C, 1 or 3.</param>
public sealed record Batch(float[] Pixels, byte[] Labels, int Count, int Height, int Width, int Channels);
