using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// Weighs each channel by a number from 0 to 1 that depends on the means of all channels (Hu et al. 2017, arXiv:1709.01507);
/// keys are torchvision's.
/// </summary>
internal sealed class SqueezeExcitation : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;
    private readonly Func<Tensor, Tensor> activation;
    private readonly Func<Tensor, Tensor> gate;

    /// <param name="channels">Channels of the image.</param>
    /// <param name="squeezed">The width of the layer between.</param>
    /// <param name="activation">What follows the first layer.</param>
    /// <param name="gate">What makes numbers from 0 to 1 of the second layer's.</param>
    public SqueezeExcitation(long channels, long squeezed, Func<Tensor, Tensor> activation, Func<Tensor, Tensor> gate)
        : base(nameof(SqueezeExcitation))
    {
        fc1 = Conv2d(channels, squeezed, 1);
        fc2 = Conv2d(squeezed, channels, 1);
        (this.activation, this.gate) = (activation, gate);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using Tensor means = x.mean([2, 3], keepdim: true);
        using Tensor squeezed = activation(fc1.call(means));
        using Tensor weights = gate(fc2.call(squeezed));
        return x * weights;
    }
}
