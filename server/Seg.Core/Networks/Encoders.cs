namespace Seg.Core.Networks;

/// <summary>The encoders by name.</summary>
public static class Encoders
{
    private static readonly Dictionary<string, Func<int, Encoder>> ByName = new()
    {
        ["plain"] = channels => new PlainEncoder(channels),
        ["resnet18"] = channels => new ResNetEncoder("resnet18", channels, [2, 2, 2, 2], isBottleneck: false),
        ["resnet34"] = channels => new ResNetEncoder("resnet34", channels, [3, 4, 6, 3], isBottleneck: false),
        ["resnet50"] = channels => new ResNetEncoder("resnet50", channels, [3, 4, 6, 3], isBottleneck: true),
        ["mobilenet_v2"] = channels => new MobileNetV2Encoder(channels),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Makes an encoder with random weights for images of that many channels.</summary>
    /// <exception cref="SegException"><c>network.encoder</c>: no such name.</exception>
    public static Encoder Create(string name, int channels) =>
        ByName.TryGetValue(name, out Func<int, Encoder>? make)
            ? make(channels)
            : throw new SegException(
                "network.encoder",
                $"There is no encoder \"{name}\"; choose one of {string.Join(", ", Names)}."
            );
}
