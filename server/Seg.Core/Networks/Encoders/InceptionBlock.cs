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
