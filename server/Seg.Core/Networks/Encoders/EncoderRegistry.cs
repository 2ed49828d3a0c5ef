namespace Seg.Core.Networks.Encoders;

/// <summary>The encoders by name, from small to large within each family.</summary>
public static class EncoderRegistry
{
    private static readonly (EncoderInfo Info, Func<int, Encoder> Make)[] Table =
    [
        (new("plain", 1_179_760, [16, 32, 64, 128, 256]), channels => new PlainEncoder(channels)),
        (
            new("resnet18", 11_176_512, [64, 64, 128, 256, 512]),
            channels => new ResNetEncoder("resnet18", channels, [2, 2, 2, 2], isBottleneck: false)
        ),
        (
            new("resnet34", 21_284_672, [64, 64, 128, 256, 512]),
            channels => new ResNetEncoder("resnet34", channels, [3, 4, 6, 3], isBottleneck: false)
        ),
        (
            new("resnet50", 23_508_032, [64, 256, 512, 1024, 2048]),
            channels => new ResNetEncoder("resnet50", channels, [3, 4, 6, 3], isBottleneck: true)
        ),
        (
            new("resnet101", 42_500_160, [64, 256, 512, 1024, 2048]),
            channels => new ResNetEncoder("resnet101", channels, [3, 4, 23, 3], isBottleneck: true)
        ),
        (
            new("resnet152", 58_143_808, [64, 256, 512, 1024, 2048]),
            channels => new ResNetEncoder("resnet152", channels, [3, 8, 36, 3], isBottleneck: true)
        ),
        (new("mobilenet_v1", 3_206_976, [64, 128, 256, 512, 1024]), channels => new MobileNetV1Encoder(channels)),
        (new("mobilenet_v2", 2_223_872, [16, 24, 32, 96, 1280]), channels => new MobileNetV2Encoder(channels)),
        (new("mobilenet_v3_small", 927_008, [16, 16, 24, 48, 576]), MobileNetV3Encoder.Small),
        (new("mobilenet_v3_large", 2_971_952, [16, 24, 40, 112, 960]), MobileNetV3Encoder.Large),
        (new("efficientnet_b0", 3_595_388, [32, 24, 40, 112, 320]), channels => new EfficientNetEncoder(channels)),
        (new("inception_v3", 21_785_568, [64, 192, 288, 768, 2048]), channels => new InceptionEncoder(channels)),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Table.Select(row => row.Info.Name)];

    /// <summary>What there is to know about each.</summary>
    public static IReadOnlyList<EncoderInfo> All { get; } = [.. Table.Select(row => row.Info)];

    /// <summary>Makes an encoder with random weights for images of that many channels.</summary>
    /// <exception cref="SegException"><c>network.encoder</c>: no such name.</exception>
    public static Encoder Create(string name, int channels) => Row(name).Make(channels);

    /// <summary>What there is to know about one.</summary>
    /// <exception cref="SegException"><c>network.encoder</c>: no such name.</exception>
    public static EncoderInfo Find(string name) => Row(name).Info;

    private static (EncoderInfo Info, Func<int, Encoder> Make) Row(string name)
    {
        int index = Array.FindIndex(Table, row => row.Info.Name == name);
        return index >= 0
            ? Table[index]
            : throw new SegException(
                "network.encoder",
                $"There is no encoder \"{name}\"; choose one of {string.Join(", ", Names)}."
            )
            {
                Fields = ["encoder"],
            };
    }
}

/// <summary>What there is to know about an encoder without making it.</summary>
/// <param name="Name">Its name in <see cref="EncoderRegistry"/>.</param>
/// <param name="Parameters">How many numbers it learns, for images of three channels.</param>
/// <param name="Channels">See <see cref="Encoder.Channels"/>.</param>
public sealed record EncoderInfo(string Name, long Parameters, IReadOnlyList<int> Channels);
