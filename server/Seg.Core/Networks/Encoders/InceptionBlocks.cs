using Seg.Core.Networks.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// Branches that all see the same image and whose results are joined by channels: the blocks of Inception v3 (Szegedy et al.
/// 2015, arXiv:1512.00567, figures 5 to 7 and 10).
/// </summary>
internal sealed class InceptionBlock : Module<Tensor, Tensor>, ILayer
{
    private readonly InceptionBranch[] branches;

    public InceptionBlock(params InceptionBranch[] branches)
        : base(nameof(InceptionBlock))
    {
        this.branches = branches;
        foreach ((string name, ConvUnit unit) in branches.SelectMany(branch => branch.Units))
            register_module(name, unit);
    }

    public override Tensor forward(Tensor x)
    {
        Tensor[] parts = [.. branches.SelectMany(branch => branch.Apply(x))];
        Tensor joined = cat(parts, 1);
        foreach (Tensor part in parts)
            part.Dispose();
        return joined;
    }
}

/// <summary>One way through an <see cref="InceptionBlock"/>: a pooling, or none, then convolutions.</summary>
/// <param name="Pool">Gives a new image, or null.</param>
/// <param name="Row">Follow each other.</param>
/// <param name="Ends">All take what the row gives; where there are none, the row's result is the branch's.</param>
internal sealed record InceptionBranch(
    Func<Tensor, Tensor>? Pool,
    (string Name, ConvUnit Unit)[] Row,
    params (string Name, ConvUnit Unit)[] Ends
)
{
    public IEnumerable<(string Name, ConvUnit Unit)> Units => [.. Row, .. Ends];

    public Tensor[] Apply(Tensor image)
    {
        Tensor x = Pool?.Invoke(image) ?? image;
        foreach ((_, ConvUnit unit) in Row)
        {
            Tensor before = x;
            x = unit.call(before);
            if (!ReferenceEquals(before, image))
                before.Dispose();
        }
        if (Ends.Length == 0)
            return [x];
        Tensor[] ends = [.. Ends.Select(end => end.Unit.call(x))];
        x.Dispose();
        return ends;
    }
}

/// <summary>
/// The blocks of Inception v3 by torchvision's letters, with its names. Those that halve the image are padded, see
/// <see cref="InceptionEncoder"/>.
/// </summary>
internal static class InceptionBlocks
{
    /// <summary>Figure 5 of the paper: N,from,H,W to N,224+pooled,H,W.</summary>
    public static InceptionBlock A(long from, long pooled) =>
        new(
            new(null, [Square("branch1x1", from, 64, 1)]),
            new(null, [Square("branch5x5_1", from, 48, 1), Square("branch5x5_2", 48, 64, 5)]),
            new(
                null,
                [
                    Square("branch3x3dbl_1", from, 64, 1),
                    Square("branch3x3dbl_2", 64, 96, 3),
                    Square("branch3x3dbl_3", 96, 96, 3),
                ]
            ),
            new(Average, [Square("branch_pool", from, pooled, 1)])
        );

    /// <summary>Figure 10, the first: N,from,H,W to N,480+from,H/2,W/2.</summary>
    public static InceptionBlock B(long from) =>
        new(
            new(null, [Square("branch3x3", from, 384, 3, stride: 2)]),
            new(
                null,
                [
                    Square("branch3x3dbl_1", from, 64, 1),
                    Square("branch3x3dbl_2", 64, 96, 3),
                    Square("branch3x3dbl_3", 96, 96, 3, stride: 2),
                ]
            ),
            new(Halve, [])
        );

    /// <summary>Figure 6, with n = 7: N,768,H,W to N,768,H,W.</summary>
    public static InceptionBlock C(long middle) =>
        new(
            new(null, [Square("branch1x1", 768, 192, 1)]),
            new(
                null,
                [
                    Square("branch7x7_1", 768, middle, 1),
                    Line("branch7x7_2", middle, middle, (1, 7)),
                    Line("branch7x7_3", middle, 192, (7, 1)),
                ]
            ),
            new(
                null,
                [
                    Square("branch7x7dbl_1", 768, middle, 1),
                    Line("branch7x7dbl_2", middle, middle, (7, 1)),
                    Line("branch7x7dbl_3", middle, middle, (1, 7)),
                    Line("branch7x7dbl_4", middle, middle, (7, 1)),
                    Line("branch7x7dbl_5", middle, 192, (1, 7)),
                ]
            ),
            new(Average, [Square("branch_pool", 768, 192, 1)])
        );

    /// <summary>Figure 10, the second: N,768,H,W to N,1280,H/2,W/2.</summary>
    public static InceptionBlock D() =>
        new(
            new(null, [Square("branch3x3_1", 768, 192, 1), Square("branch3x3_2", 192, 320, 3, stride: 2)]),
            new(
                null,
                [
                    Square("branch7x7x3_1", 768, 192, 1),
                    Line("branch7x7x3_2", 192, 192, (1, 7)),
                    Line("branch7x7x3_3", 192, 192, (7, 1)),
                    Square("branch7x7x3_4", 192, 192, 3, stride: 2),
                ]
            ),
            new(Halve, [])
        );

    /// <summary>Figure 7: N,from,H,W to N,2048,H,W.</summary>
    public static InceptionBlock E(long from) =>
        new(
            new(null, [Square("branch1x1", from, 320, 1)]),
            new(
                null,
                [Square("branch3x3_1", from, 384, 1)],
                Line("branch3x3_2a", 384, 384, (1, 3)),
                Line("branch3x3_2b", 384, 384, (3, 1))
            ),
            new(
                null,
                [Square("branch3x3dbl_1", from, 448, 1), Square("branch3x3dbl_2", 448, 384, 3)],
                Line("branch3x3dbl_3a", 384, 384, (1, 3)),
                Line("branch3x3dbl_3b", 384, 384, (3, 1))
            ),
            new(Average, [Square("branch_pool", from, 192, 1)])
        );

    private static Tensor Halve(Tensor x) => functional.max_pool2d(x, 3, 2, 1);

    private static Tensor Average(Tensor x) => functional.avg_pool2d(x, 3, 1, 1);

    private static (string Name, ConvUnit Unit) Square(string name, long from, long to, long side, long stride = 1) =>
        (name, ConvUnit.Inception(from, to, (side, side), stride));

    private static (string Name, ConvUnit Unit) Line(string name, long from, long to, (long, long) kernel) =>
        (name, ConvUnit.Inception(from, to, kernel));
}
