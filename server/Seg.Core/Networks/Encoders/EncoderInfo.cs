namespace Seg.Core.Networks.Encoders;

/// <summary>What there is to know about an encoder without making it.</summary>
/// <param name="Name">Its name in <see cref="EncoderRegistry"/>.</param>
/// <param name="Parameters">How many numbers it learns, for images of three channels.</param>
/// <param name="Channels">See <see cref="Encoder.Channels"/>.</param>
public sealed record EncoderInfo(string Name, long Parameters, IReadOnlyList<int> Channels);
