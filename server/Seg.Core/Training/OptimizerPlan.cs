using Seg.Core.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>AdamW (Loshchilov and Hutter 2017, arXiv:1711.05101) with a rate for the decoder and one for the encoder.</summary>
internal sealed class OptimizerPlan : IDisposable
{
    private readonly TrainOptions options;
    private readonly double[] rates;

    public OptimizerPlan(UNet network, TrainOptions options)
    {
        this.options = options;
        List<Parameter> encoder = [.. network.Encoder.parameters()];
        HashSet<IntPtr> encoderHandles = [.. encoder.Select(p => p.Handle)];
        List<Parameter> decoder = [.. network.parameters().Where(p => !encoderHandles.Contains(p.Handle))];
        double encoderRate = options.Weights is null
            ? options.LearningRate
            : options.LearningRate * options.EncoderRate;
        if (options.FreezeEncoder)
            encoder.ForEach(p => p.requires_grad = false);
        var groups = options.FreezeEncoder
            ? [(decoder, options.LearningRate)]
            : new[] { (encoder, encoderRate), (decoder, options.LearningRate) };
        rates = [.. groups.Select(g => g.Item2)];
        Optimizer = optim.AdamW([
            .. groups.Select(g => new AdamW.ParamGroup(g.Item1, lr: g.Item2, weight_decay: options.WeightDecay)),
        ]);
    }

    public AdamW Optimizer { get; }

    /// <summary>Sets the rates of a step, from 0; returns the decoder's.</summary>
    public double SetRate(int step)
    {
        double factor = LearningRate.Factor(step, options.TotalSteps);
        foreach (var (group, rate) in Optimizer.ParamGroups.Zip(rates))
            group.LearningRate = rate * factor;
        return options.LearningRate * factor;
    }

    public void Step(Tensor loss)
    {
        Optimizer.zero_grad();
        loss.backward();
        Optimizer.step();
    }

    public void Dispose() => Optimizer.Dispose();
}
