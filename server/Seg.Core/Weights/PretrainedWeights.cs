using System.Globalization;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>Puts published weights into an encoder by key.</summary>
public static class PretrainedWeights
{
    /// <summary>
    /// Loads a safetensors file with the encoder's keys, or timm's (and anything else, such as a classifier, which is left
    /// out). The first layer is fitted to the image's channels: for gray the weights of red, green and blue are added, which
    /// gives the response to the same gray in all three; for more channels they are repeated and scaled to keep the size of
    /// the sum (Wightman, timm, <c>adapt_input_conv</c>).
    /// </summary>
    /// <param name="encoder">Gets the weights.</param>
    /// <param name="path">The file.</param>
    /// <param name="published">The input of the weights where the file does not name it; without it ImageNet's.</param>
    /// <returns>The input that the weights were trained on.</returns>
    /// <exception cref="SegException"><c>weights.file</c> or <c>weights.mismatch</c>, naming the first key that does not fit.</exception>
    public static InputStatistics Load(Encoder encoder, string path, InputStatistics? published = null)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        if (Misfit(encoder, tensors.ToDictionary(t => t.Key, t => t.Value.shape)) is { } what)
            throw new SegException(
                "weights.mismatch",
                $"{path} does not fit the encoder {encoder.GetName()}: {what}. Name the weights of that encoder, or 'none'."
            );
        bool isTimm = TimmKeys.AreIn(encoder.GetName(), tensors.Keys);
        foreach ((string key, Tensor target) in Wanted(encoder))
        {
            Tensor values = tensors[isTimm ? TimmKeys.Of(encoder.GetName(), key) : key].to(ScalarType.Float32);
            target.copy_(key == encoder.FirstWeight ? FitChannels(values, target.shape[1]) : values);
        }
        if (isTimm)
            TimmKeys.FitNorms(encoder);
        return Statistics(metadata, path, published ?? InputStatistics.ImageNet)
            .For((int)encoder.state_dict()[encoder.FirstWeight].shape[1]);
    }

    /// <summary>Says what keeps tensors of these names and shapes from being an encoder's weights, or null.</summary>
    internal static string? Misfit(Encoder encoder, IReadOnlyDictionary<string, long[]> shapes)
    {
        bool isTimm = TimmKeys.AreIn(encoder.GetName(), shapes.Keys);
        foreach ((string key, Tensor target) in Wanted(encoder))
        {
            string name = isTimm ? TimmKeys.Of(encoder.GetName(), key) : key;
            if (!shapes.TryGetValue(name, out long[]? shape))
                return $"it has no \"{name}\"";
            long[] expected = target.shape;
            // Any number of colours can be fitted, but not none.
            if (key == encoder.FirstWeight && shape is [_, > 0, _, _])
                expected[1] = shape[1];
            if (!shape.SequenceEqual(expected))
                return $"\"{name}\" is {Shape(shape)} there and {Shape(target.shape)} here";
        }
        return null;
    }

    // How many batches the running averages have seen is left out: nothing here depends on it, nor do all publishers give it.
    private static IEnumerable<KeyValuePair<string, Tensor>> Wanted(Encoder encoder) =>
        encoder.state_dict().Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));

    /// <summary>Filters of a first layer, for images of another number of channels; see <see cref="Load"/>.</summary>
    internal static Tensor FitChannels(Tensor weight, long channels)
    {
        long have = weight.shape[1];
        if (channels == have)
            return weight;
        if (channels == 1)
            return weight.sum(1, keepdim: true);
        Tensor index = arange(channels).remainder(have);
        return weight.index_select(1, index) * ((double)have / channels);
    }

    private static InputStatistics Statistics(
        Dictionary<string, string> metadata,
        string path,
        InputStatistics published
    )
    {
        if (!metadata.TryGetValue("mean", out string? mean) || !metadata.TryGetValue("std", out string? std))
            return published;
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

    private static string Shape(long[] sizes) => string.Join("x", sizes);
}
