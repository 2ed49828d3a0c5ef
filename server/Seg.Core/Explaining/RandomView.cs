using Seg.Core.Augmentation;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// A picture seen a little moved, turned and enlarged, differently at every step, so that what remains of a pattern does
/// not hang on single pixels (Olah et al. 2017, doi:10.23915/distill.00007).
/// </summary>
internal static class RandomView
{
    /// <summary>N,C,H,W to the same shape; what comes from beyond the edge is the mirror image.</summary>
    public static Tensor Of(Tensor picture, SampleRandom random)
    {
        long side = picture.shape[^1];
        double angle = random.Around(PatternOptions.Turn) * Math.PI / 180;
        double factor = random.Factor(1 / PatternOptions.Scale, PatternOptions.Scale);
        (double sin, double cos) = (Math.Sin(angle) / factor, Math.Cos(angle) / factor);
        // The grid counts from -1 to 1 over the picture.
        (double x, double y) = (
            2 * random.Around(PatternOptions.Jitter) / side,
            2 * random.Around(PatternOptions.Jitter) / side
        );
        Tensor map = tensor(
            [(float)cos, (float)-sin, (float)x, (float)sin, (float)cos, (float)y],
            device: picture.device
        );
        Tensor grid = nn.functional.affine_grid(map.reshape(1, 2, 3), picture.shape, align_corners: false);
        return nn.functional.grid_sample(
            picture,
            grid,
            padding_mode: GridSamplePaddingMode.Reflection,
            align_corners: false
        );
    }
}
