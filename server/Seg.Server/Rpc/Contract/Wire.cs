namespace Seg.Server.Rpc.Contract;

/// <summary>The numbers that both ends must know.</summary>
internal static class Wire
{
    /// <summary>Raised with every change that an older end would not understand.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>The number of an error that a user can act on; its message is a sentence, its data an <see cref="ErrorData"/>.</summary>
    public const int UserError = -32000;

    /// <summary>The number of the answer to a request that was cancelled.</summary>
    public const int Cancelled = -32800;
}

/// <summary>Goes with an error that a user can act on.</summary>
/// <param name="Code">A stable name, such as <c>image.unreadable</c>.</param>
internal sealed record ErrorData(string Code);
