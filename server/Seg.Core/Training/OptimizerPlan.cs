using Seg.Core.Models;
using Seg.Core.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>
/// AdamW (Loshchilov and Hutter 2017, arXiv:1711.05101) with a rate for the decoder and one for the encoder, which where it
/// starts from pretrained weights may stay as it is at first (Howard and Ruder 2018, arXiv:1801.06146: discriminative rates and
/// gradual unfreezing).
/// </summary>
internal sealed class OptimizerPlan : IDisposable
{
    private readonly TrainOptions options;
    private readonly IReadOnlyList<Part> parts;

    public OptimizerPlan(UNet network, TrainOptions options)
    {
        this.options = options;
        List<Parameter> encoder = [.. network.Encoder.parameters()];
        HashSet<IntPtr> encoderHandles = [.. encoder.Select(p => p.Handle)];
        List<Parameter> decoder = [.. network.parameters().Where(p => !encoderHandles.Contains(p.Handle))];
        if (options.FreezeEncoder)
            encoder.ForEach(p => p.requires_grad = false);
        parts = options.FreezeEncoder
            ? [new(decoder, options.LearningRate)]
            : [EncoderPart(encoder, options), new(decoder, options.LearningRate)];
        Optimizer = optim.AdamW([
            .. parts.Select(p => new AdamW.ParamGroup(p.Parameters, lr: p.Rate, weight_decay: options.WeightDecay)),
        ]);
    }

    public AdamW Optimizer { get; }

    /// <summary>Sets the rates of a step, from 0; returns the decoder's.</summary>
    public double SetRate(int step)
    {
        double factor = LearningRate.Factor(step, options.TotalSteps);
        foreach (var (group, part) in Optimizer.ParamGroups.Zip(parts))
            group.LearningRate = step < part.FirstStep ? 0 : part.Rate * factor;
        return options.LearningRate * factor;
    }

    public void Step(Tensor loss)
    {
        Optimizer.zero_grad();
        loss.backward();
        Optimizer.step();
    }

    public void Dispose() => Optimizer.Dispose();

    private static Part EncoderPart(List<Parameter> encoder, TrainOptions options) =>
        options.Weights is null
            ? new(encoder, options.LearningRate)
            : new(
                encoder,
                options.LearningRate * options.EncoderRate,
                FirstStep: options.FrozenEpochs * options.StepsPerEpoch
            );

    /// <param name="Parameters">What learns together.</param>
    /// <param name="Rate">Its highest learning rate.</param>
    /// <param name="FirstStep">Before it the rate is 0; AdamW gathers its moments all the same, for a gentle beginning.</param>
    private sealed record Part(List<Parameter> Parameters, double Rate, int FirstStep = 0);
}

/// <summary>
/// A short linear rise, then half a cosine down to zero (Loshchilov and Hutter 2016, arXiv:1608.03983, without restarts):
/// a new decoder must not shake a trained encoder at first, and the last steps settle the weights.
/// </summary>
internal static class LearningRate
{
    private const double Rise = 0.05;

    /// <summary>The share of the highest rate, above 0 to 1, in step 0 to <paramref name="total"/> - 1.</summary>
    public static double Factor(int step, int total)
    {
        double warm = Math.Max(1, Rise * total);
        if (step + 1 < warm)
            return (step + 1) / warm;
        double progress = (step + 1 - warm) / Math.Max(1, total + 1 - warm);
        return 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
