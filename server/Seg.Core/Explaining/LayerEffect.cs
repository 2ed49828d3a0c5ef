using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>What a layer made of an image, and how a score would change with it.</summary>
/// <param name="Activation">The layer's result: C,h,w.</param>
/// <param name="Gradient">The derivative of the score by each of its numbers: C,h,w.</param>
internal sealed record LayerEffect(Tensor Activation, Tensor Gradient) : IDisposable
{
    /// <summary>One forward pass, and one backward as far as the layer.</summary>
    /// <param name="network">1,C,H,W to logits 1,classes,H,W, in evaluation mode, with parameters that need gradients.</param>
    /// <param name="layer">A part of it that gives 1,C,h,w.</param>
    /// <param name="input">1,C,H,W as the network wants it.</param>
    /// <param name="score">Logits to one number.</param>
    public static LayerEffect Of(
        nn.Module<Tensor, Tensor> network,
        nn.Module layer,
        Tensor input,
        Func<Tensor, Tensor> score
    )
    {
        using var scope = NewDisposeScope();
        using var recorder = new Recorder(new Dictionary<string, nn.Module> { [""] = layer });
        Tensor scored = score(network.call(input));
        Tensor gradient = autograd.grad([scored], [recorder[""]])[0];
        return new LayerEffect(
            recorder[""].detach().squeeze(0).DetachFromDisposeScope(),
            gradient.squeeze(0).DetachFromDisposeScope()
        );
    }

    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        Activation.Dispose();
        Gradient.Dispose();
    }
}
