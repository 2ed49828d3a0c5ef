namespace Seg.Server.Rpc.Contract;

/// <summary>Who asks.</summary>
/// <param name="Protocol">The <see cref="Wire.ProtocolVersion"/> that the asking end was built with.</param>
internal sealed record HelloParams(int Protocol);

/// <summary>Who answers.</summary>
/// <param name="Protocol">The same as asked for.</param>
/// <param name="Version">The version of the server.</param>
/// <param name="Device">What networks would run on, in words for people.</param>
/// <param name="MemoryBytes">How much memory the server may use.</param>
internal sealed record HelloResult(int Protocol, string Version, string Device, long MemoryBytes);
