using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>What a layer made of an image, and how a score would change with it; see <see cref="Activations.Effect"/>.</summary>
/// <param name="Activation">The layer's result: C,h,w.</param>
/// <param name="Gradient">The derivative of the score by each of its numbers: C,h,w.</param>
internal sealed record LayerEffect(Tensor Activation, Tensor Gradient) : IDisposable
{
    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        Activation.Dispose();
        Gradient.Dispose();
    }
}
