using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// Covers one square of the image after the other and sees how far the score falls (Zeiler and Fergus 2014,
/// arXiv:1311.2901). It asks the whole network and nothing but its answers, so that other heatmaps can be held against it.
/// </summary>
/// <param name="Patch">The side of the square in pixels; neighbouring ones overlap by half.</param>
internal sealed record Occlusion(int Patch)
{
    private const int PatchesAcross = 8;
    private const int LeastPatch = 4;

    private int Step => Math.Max(1, Patch / 2);

    /// <summary>Some two hundred squares for a square image.</summary>
    public static Occlusion For(long height, long width) =>
        new((int)Math.Max(LeastPatch, Math.Max(height, width) / PatchesAcross));

    /// <summary>H,W: how far the score falls when the pixel is covered, the mean over the squares that cover it; it may rise.</summary>
    /// <param name="network">1,C,H,W to logits.</param>
    /// <param name="input">1,C,H,W as the network wants it.</param>
    /// <param name="score">Logits to one number.</param>
    /// <param name="progress">Gets how many squares are done, and how many there are.</param>
    /// <param name="stop">Ends the work after a square.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Tensor Map(
        nn.Module<Tensor, Tensor> network,
        Tensor input,
        Func<Tensor, Tensor> score,
        Action<int, int> progress,
        CancellationToken stop
    )
    {
        using var betweenSquares = NewDisposeScope();
        using var _ = no_grad();
        (long height, long width) = (input.shape[2], input.shape[3]);
        (long Top, long Left)[] places =
        [
            .. Starts(height).SelectMany(top => Starts(width).Select(left => (top, left))),
        ];
        Tensor falls = zeros(height, width, device: input.device);
        Tensor counts = zeros(height, width, device: input.device);
        // The mean colour tells the network least.
        Tensor mean = input.mean([2, 3], keepdim: true);
        Tensor before = Score(input);
        foreach ((int i, (long top, long left)) in places.Index())
        {
            stop.ThrowIfCancellationRequested();
            using var scope = ComputeScope.Open();
            Tensor covered = input.clone();
            Square(covered, top, left).copy_(mean);
            Square(falls, top, left).add_(before - Score(covered));
            Square(counts, top, left).add_(1);
            progress(i + 1, places.Length);
        }
        return (falls / counts).MoveToOuterDisposeScope();

        Tensor Score(Tensor image)
        {
            using var scope = ComputeScope.Open();
            return score(network.call(image)).MoveToOuterDisposeScope();
        }
    }

    private Tensor Square(Tensor plane, long top, long left)
    {
        long rows = plane.dim() - 2;
        Tensor lines = plane.narrow(rows, top, Math.Min(Patch, plane.shape[rows] - top));
        return lines.narrow(rows + 1, left, Math.Min(Patch, plane.shape[rows + 1] - left));
    }

    // The last square ends at the edge or beyond it.
    private IEnumerable<long> Starts(long side)
    {
        for (long start = 0; ; start += Step)
        {
            yield return start;
            if (start + Patch >= side)
                yield break;
        }
    }
}
