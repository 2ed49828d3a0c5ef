using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>A convolution, its batch norm and an activation; the keys are <c>0</c> and <c>1</c>, torchvision's <c>Conv2dNormActivation</c>.</summary>
internal sealed class ConvUnit : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly Func<Tensor, Tensor> activation;

    private ConvUnit(Conv2d convolution, BatchNorm2d norm, Func<Tensor, Tensor> activation)
        : base(nameof(ConvUnit))
    {
        this.activation = activation;
        Layer = new ConvNorm(convolution, norm);
        register_module("0", convolution);
        register_module("1", norm);
    }

    public ConvNorm Layer { get; }

    public IEnumerable<ConvNorm> Layers => [Layer];

    /// <summary>With ReLU6, as the MobileNets have it.</summary>
    public static ConvUnit Relu6(long from, long to, long kernel, long stride = 1, long groups = 1) =>
        new(Convolution(from, to, kernel, stride, groups), BatchNorm2d(to), x => x.relu6_());

    /// <summary>3x3 with ReLU.</summary>
    public static ConvUnit Relu(long from, long to) => new(Convolution(from, to, 3), BatchNorm2d(to), x => x.relu_());

    /// <summary>Without activation.</summary>
    public static ConvUnit Linear(long from, long to, long kernel, long stride = 1) =>
        new(Convolution(from, to, kernel, stride), BatchNorm2d(to), x => x);

    /// <summary>A convolution without bias that keeps the size but for its stride.</summary>
    public static Conv2d Convolution(long from, long to, long kernel, long stride = 1, long groups = 1) =>
        Conv2d(from, to, kernel, stride: stride, padding: kernel / 2, groups: groups, bias: false);

    public override Tensor forward(Tensor x) => activation(Layer.Apply(x));
}
