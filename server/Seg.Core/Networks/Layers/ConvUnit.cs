using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>A convolution, its batch norm and an activation; the keys are <c>0</c> and <c>1</c>, torchvision's <c>Conv2dNormActivation</c>.</summary>
internal sealed class ConvUnit : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly Func<Tensor, Tensor> activation;

    private ConvUnit(Conv2d convolution, BatchNorm2d norm, Func<Tensor, Tensor> activation, string[] keys)
        : base(nameof(ConvUnit))
    {
        this.activation = activation;
        Layer = new ConvNorm(convolution, norm);
        register_module(keys[0], convolution);
        register_module(keys[1], norm);
    }

    public ConvNorm Layer { get; }

    public IEnumerable<ConvNorm> Layers => [Layer];

    /// <summary>With ReLU6, as the first two MobileNets have it.</summary>
    public static ConvUnit Relu6(long from, long to, long kernel, long stride = 1, long groups = 1) =>
        With(Activation.Relu6, from, to, kernel, stride, groups);

    /// <summary>3x3 with ReLU.</summary>
    public static ConvUnit Relu(long from, long to) => With(Activation.Relu, from, to, 3);

    /// <summary>Without activation.</summary>
    public static ConvUnit Linear(long from, long to, long kernel, long stride = 1) =>
        With(Activation.None, from, to, kernel, stride);

    /// <summary>With any activation, which may change its argument; <paramref name="eps"/> is the batch norm's.</summary>
    public static ConvUnit With(
        Func<Tensor, Tensor> activation,
        long from,
        long to,
        long kernel,
        long stride = 1,
        long groups = 1,
        double eps = 1e-5
    ) => new(Convolution(from, to, kernel, stride, groups), BatchNorm2d(to, eps), activation, ["0", "1"]);

    /// <summary>
    /// With ReLU, a kernel of any height and width, and the keys <c>conv</c> and <c>bn</c>: torchvision's <c>BasicConv2d</c>.
    /// </summary>
    public static ConvUnit Inception(long from, long to, (long Height, long Width) kernel, long stride = 1)
    {
        Conv2d convolution = Conv2d(
            from,
            to,
            kernel,
            stride: (stride, stride),
            padding: (kernel.Height / 2, kernel.Width / 2),
            bias: false
        );
        return new(convolution, BatchNorm2d(to, eps: 1e-3), Activation.Relu, ["conv", "bn"]);
    }

    /// <summary>A convolution without bias that keeps the size but for its stride.</summary>
    public static Conv2d Convolution(long from, long to, long kernel, long stride = 1, long groups = 1) =>
        Conv2d(from, to, kernel, stride: stride, padding: kernel / 2, groups: groups, bias: false);

    public override Tensor forward(Tensor x) => activation(Layer.Apply(x));
}
