using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>
/// Prepares published weights whose batch norms are folded away (running mean 0 and variance 1 everywhere). Training
/// normalises by the batch, so such a layer would suddenly give unit variance and the network another function than the
/// published one. Each norm is set to the mean and variance that it sees on training images, with the scale and shift that
/// leave its result as it was: the function stays, and training starts from it.
/// </summary>
internal static class NormCalibration
{
    public static bool IsFolded(Encoder encoder)
    {
        using var scope = ComputeScope.Open();
        return ConvNorm.Of(encoder).All(layer => TensorConversion.Number(layer.Norm.running_mean!.abs().max()) == 0);
    }

    /// <summary>Calibrates all layers of the encoder from one batch, N,C,H,W; deeper layers see what calibrated ones give.</summary>
    public static void Apply(Encoder encoder, Tensor images)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        bool wasTraining = encoder.training;
        encoder.eval();
        IReadOnlyList<ConvNorm> layers = ConvNorm.Of(encoder);
        foreach (ConvNorm layer in layers)
            layer.Observer = seen => Fit(layer, seen);
        try
        {
            encoder.call(images);
        }
        finally
        {
            foreach (ConvNorm layer in layers)
                layer.Observer = null;
            encoder.train(wasTraining);
        }
    }

    private static void Fit(ConvNorm layer, Tensor seen)
    {
        Tensor mean = seen.mean([0, 2, 3]);
        Tensor variance = (seen - mean.reshape(1, -1, 1, 1)).square().mean([0, 2, 3]);
        // The old map is y = weight * (x - mean0) / std0 + bias; write it in terms of the seen mean and std.
        Tensor slope = layer.Norm.weight! / (layer.Norm.running_var! + layer.Norm.eps).sqrt();
        Tensor shift = layer.Norm.bias! - slope * layer.Norm.running_mean!;
        layer.Norm.weight!.copy_(slope * (variance + layer.Norm.eps).sqrt());
        layer.Norm.bias!.copy_(shift + slope * mean);
        layer.Norm.running_mean!.copy_(mean);
        layer.Norm.running_var!.copy_(variance);
    }
}
