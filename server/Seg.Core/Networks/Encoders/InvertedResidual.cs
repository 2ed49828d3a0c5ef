using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// The block of MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381): widen by 1x1, filter each channel by itself, narrow by
/// 1x1 without activation; add the input where the shapes allow. Keys are torchvision's.
/// </summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly ModuleList<Module<Tensor, Tensor>> conv;
    private readonly bool hasShortcut;
    private readonly ConvNorm narrow;

    public InvertedResidual(int from, int to, int stride, int expansion)
        : base(nameof(InvertedResidual))
    {
        int wide = from * expansion;
        hasShortcut = stride == 1 && from == to;
        Conv2d convolution = ConvUnit.Convolution(wide, to, 1);
        BatchNorm2d norm = BatchNorm2d(to);
        narrow = new ConvNorm(convolution, norm);
        Module<Tensor, Tensor>[] widen = expansion == 1 ? [] : [ConvUnit.Relu6(from, wide, 1)];
        conv = ModuleList([.. widen, ConvUnit.Relu6(wide, wide, 3, stride, groups: wide), convolution, norm]);
        RegisterComponents();
    }

    public IEnumerable<ConvNorm> Layers => [narrow];

    public override Tensor forward(Tensor x)
    {
        Tensor wide = conv[0].call(x);
        for (int i = 1; i < conv.Count - 2; i++)
        {
            using Tensor before = wide;
            wide = conv[i].call(before);
        }
        Tensor y = narrow.Apply(wide);
        wide.Dispose();
        return hasShortcut ? y.add_(x) : y;
    }
}
