using Seg.Core.Augmentation;
using Seg.Core.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// A picture that is stored as the strengths of its waves, each divided by its frequency, so that a step changes coarse and
/// fine shapes alike; steps on pixels would end in high-frequency noise (Olah et al. 2017, Feature Visualization,
/// doi:10.23915/distill.00007). To be used and freed in the caller's dispose scope.
/// </summary>
internal sealed class FourierPicture
{
    // Lucid's values: the picture begins close to gray, and a step of Adam changes it by a visible amount and no more.
    private const double StartingStrength = 0.01;
    private const double Damping = 4;

    // What natural images' colours have in common (ImageNet's, from lucid): without it patterns become gaudy.
    private static readonly float[] ColorDirections = [0.26f, 0.09f, 0.02f, 0.27f, 0.00f, -0.05f, 0.27f, -0.09f, 0.03f];

    private readonly int side;
    private readonly Tensor scale; // side, side / 2 + 1
    private readonly Tensor? colors;

    public FourierPicture(int channels, int side, Generator generator, Device device)
    {
        using var scope = ComputeScope.Open();
        this.side = side;
        Tensor down = fft.fftfreq(side, dtype: ScalarType.Float32).square().unsqueeze(1);
        Tensor across = fft.rfftfreq(side, dtype: ScalarType.Float32).square().unsqueeze(0);
        scale = (1 / (down + across).sqrt().clamp(min: 1.0 / side)).to(device).MoveToOuterDisposeScope();
        Tensor start = randn([1, channels, side, side / 2 + 1, 2], generator: generator) * StartingStrength;
        Waves = new Parameter(start.to(device));
        Waves.MoveToOuterDisposeScope();
        if (channels == 3)
        {
            Tensor directions = tensor(ColorDirections, device: device).reshape(3, 3);
            colors = (directions / directions.square().sum([0]).sqrt().max()).MoveToOuterDisposeScope();
        }
    }

    /// <summary>What is learned: real and imaginary strength of each wave of each channel.</summary>
    public Parameter Waves { get; }

    /// <summary>1,C,side,side, 0 to 1.</summary>
    public Tensor Draw()
    {
        Tensor waves = view_as_complex(Waves) * scale;
        Tensor plane = fft.irfft2(waves, [side, side], norm: FFTNormType.Ortho) / Damping;
        Tensor colored = colors is null ? plane : einsum("nchw,dc->ndhw", plane, colors);
        return colored.sigmoid();
    }
}

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
