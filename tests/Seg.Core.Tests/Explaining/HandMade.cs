using Seg.Core.Explaining;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

/// <summary>A network of one layer of two channels and a head of two classes that look at one pixel each.</summary>
internal sealed class HandMade : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d layer = nn.Conv2d(1, 2, 1);
    private readonly Conv2d head = nn.Conv2d(2, 2, 1);

    /// <param name="slopes">What a channel grows by with the pixel.</param>
    /// <param name="offsets">What a channel is for a pixel of 0.</param>
    /// <param name="weights">What class 1 takes of each channel; class 0 takes nothing.</param>
    public HandMade((float, float) slopes, (float, float) offsets, (float, float) weights)
        : base("hand-made")
    {
        RegisterComponents();
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        layer.weight.copy_(tensor([slopes.Item1, slopes.Item2]).reshape(2, 1, 1, 1));
        layer.bias!.copy_(tensor([offsets.Item1, offsets.Item2]));
        head.weight.copy_(tensor([0, 0, weights.Item1, weights.Item2]).reshape(2, 2, 1, 1));
        head.bias!.zero_();
    }

    /// <summary>Under which <see cref="Look"/> keeps the layer.</summary>
    public const string Name = "layer";

    public Conv2d Layer => layer;

    public Activations Look(Tensor image) =>
        Activations.Of(this, new Dictionary<string, nn.Module> { [Name] = layer }, image);

    public override Tensor forward(Tensor image)
    {
        using Tensor seen = layer.call(image).relu();
        return head.call(seen);
    }
}
