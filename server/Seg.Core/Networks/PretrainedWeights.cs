using System.Globalization;
using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>Puts published weights into an encoder by key.</summary>
public static class PretrainedWeights
{
    /// <summary>
    /// Loads a safetensors file with torchvision's keys (and anything else, such as a classifier, which is left out).
    /// The first layer is fitted to the image's channels: for gray the weights of red, green and blue are added, which gives
    /// the response to the same gray in all three; for more channels they are repeated and scaled to keep the size of the
    /// sum (Wightman, timm, <c>adapt_input_conv</c>).
    /// </summary>
    /// <returns>The input that the weights were trained on.</returns>
    /// <exception cref="SegException"><c>weights.file</c> or <c>weights.mismatch</c>, naming the first key that does not fit.</exception>
    public static InputStatistics Load(Encoder encoder, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        foreach ((string key, Tensor target) in encoder.state_dict())
        {
            // How many batches the running averages have seen; nothing here depends on it, and some publishers leave it out.
            if (key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                continue;
            if (!tensors.TryGetValue(key, out Tensor? source))
                throw Mismatch(path, encoder, $"it has no \"{key}\"");
            Tensor values = source.to(ScalarType.Float32);
            if (key == encoder.FirstWeight && values.dim() == 4)
                values = FitChannels(values, target.shape[1]);
            if (!values.shape.SequenceEqual(target.shape))
                throw Mismatch(path, encoder, $"\"{key}\" is {Shape(values)} there and {Shape(target)} here");
            target.copy_(values);
        }
        return Statistics(metadata, path).For((int)encoder.state_dict()[encoder.FirstWeight].shape[1]);
    }

    private static Tensor FitChannels(Tensor weight, long channels)
    {
        long have = weight.shape[1];
        if (channels == have)
            return weight;
        if (channels == 1)
            return weight.sum(1, keepdim: true);
        Tensor index = arange(channels).remainder(have);
        return weight.index_select(1, index) * ((double)have / channels);
    }

    // Files without the entries were trained on ImageNet's statistics, as all of torchvision's.
    private static InputStatistics Statistics(Dictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue("mean", out string? mean) || !metadata.TryGetValue("std", out string? std))
            return new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
        return Numbers(mean) is { } means && Numbers(std) is { } stds && stds.All(n => n > 0)
            ? new(means, stds)
            : throw new SegException(
                "weights.file",
                $"{path} says that its input has the mean \"{mean}\" and the std \"{std}\", which are not three numbers each, std above 0. Get the file again, or name another."
            );
    }

    // One number stands for all three channels.
    private static float[]? Numbers(string text)
    {
        float[] numbers =
        [
            .. text.Split([',', ' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
                .Select(n => float.TryParse(n, CultureInfo.InvariantCulture, out float number) ? number : float.NaN),
        ];
        if (numbers.Length == 1)
            numbers = [numbers[0], numbers[0], numbers[0]];
        return numbers.Length == 3 && numbers.All(float.IsFinite) ? numbers : null;
    }

    private static SegException Mismatch(string path, Encoder encoder, string what) =>
        new(
            "weights.mismatch",
            $"{path} does not fit the encoder {encoder.GetName()}: {what}. Name the weights of that encoder, or 'none'."
        );

    private static string Shape(Tensor tensor) => string.Join("x", tensor.shape);
}
