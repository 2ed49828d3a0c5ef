using Seg.Core.Losses;
using Seg.Synthetic.Specimens;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Synthetic.Pretraining;

/// <summary>
/// What is learned from drawn pictures: the kind of each pixel, where borders are, and how deep in its object each pixel
/// lies. ObjectBorders and depth tell touching objects apart, which kinds alone do not ask for.
/// </summary>
internal sealed class PretrainLoss
{
    /// <summary>The names of the kinds by their numbers.</summary>
    public static string[] Kinds { get; } = [.. Enum.GetNames<ObjectKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>The kinds, then one plane each for border and depth.</summary>
    public static readonly int Outputs = Kinds.Length + 2;

    private readonly ILoss kindLoss = LossExpression.Parse("ce + dice", Kinds.Length);

    /// <param name="output">N,<see cref="Outputs"/>,H,W.</param>
    /// <param name="labels">N,planes,H,W bytes, see <see cref="SyntheticPictures.Planes"/>.</param>
    public Tensor Compute(Tensor output, Tensor labels)
    {
        int kinds = Kinds.Length;
        Tensor kind = kindLoss.Compute(output.narrow(1, 0, kinds), labels.select(1, 0).to(ScalarType.Int64));
        Tensor border = functional.binary_cross_entropy_with_logits(
            output.select(1, kinds),
            labels.select(1, 1).to(ScalarType.Float32)
        );
        Tensor depth = functional.l1_loss(
            output.select(1, kinds + 1).sigmoid(),
            labels.select(1, 2).to(ScalarType.Float32) / 255
        );
        return kind + border + 2 * depth;
    }
}
