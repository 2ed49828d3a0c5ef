using Seg.Core.Networks.Encoders;

namespace Seg.Core.Weights;

/// <summary>Where published weights come from: their publishers, or a mirror for machines that do not reach them.</summary>
/// <param name="mirror">
/// An address (<c>http</c> or <c>https</c>) or a folder that has the files by their names in the cache, so that the folder
/// of a cache is a mirror; null or empty: the publishers.
/// </param>
public sealed class WeightSource(string? mirror)
{
    /// <summary>The environment variable that names a mirror.</summary>
    public const string Variable = "SEG_WEIGHTS_MIRROR";

    /// <summary>As the environment says.</summary>
    public static WeightSource FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The name of a file of weights, in the cache and in mirrors.</summary>
    public static string FileName(EncoderInfo encoder) => $"{encoder.Name}.imagenet.safetensors";

    /// <summary>Where an encoder's weights are: an address of <c>http</c>, <c>https</c> or <c>file</c>.</summary>
    /// <exception cref="SegException"><c>weights.none</c>: nobody has published any.</exception>
    public Uri AddressOf(EncoderInfo encoder)
    {
        if (PublishedWeights.Of(encoder) is not { } published)
            throw new SegException(
                "weights.none",
                $"There are no published weights for the encoder {encoder.Name}. Choose another encoder, or random starting weights."
            );
        if (string.IsNullOrEmpty(mirror))
            return published.Address;
        return IsHttp(mirror)
            ? new Uri($"{mirror.TrimEnd('/')}/{FileName(encoder)}")
            : new Uri(Path.Combine(Path.GetFullPath(mirror), FileName(encoder)));
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
