namespace Seg.Server.Output;

/// <summary>A column of a table; numbers are aligned to the right.</summary>
internal sealed record Column(string Name, bool IsNumber = false);
