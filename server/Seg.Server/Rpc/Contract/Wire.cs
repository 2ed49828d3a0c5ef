using Seg.Core.Datasets;

namespace Seg.Server.Rpc.Contract;

/// <summary>What both ends must know.</summary>
internal static class Wire
{
    /// <summary>Raised with every change that an older end would not understand.</summary>
    public const int ProtocolVersion = 3;

    /// <summary>The number of an error that a user can act on; its message is a sentence, its data an <see cref="ErrorData"/>.</summary>
    public const int UserError = -32000;

    /// <summary>The number of the answer to a request that was cancelled.</summary>
    public const int Cancelled = -32800;

    /// <summary>
    /// While a dataset's folder has this file, a change of its classes was cut off: masks and <c>seg.json</c> do not fit each
    /// other, and nothing may be saved there. <c>dataset/read</c> finishes the change.
    /// </summary>
    public const string UnfinishedClasses = ClassEdit.UnfinishedFile;
}

/// <summary>Goes with an error that a user can act on.</summary>
/// <param name="Code">A stable name, such as <c>image.unreadable</c>.</param>
/// <param name="Fields">The options to look at, such as <c>learningRate</c>, by their names in the parameters of the request.</param>
internal sealed record ErrorData(string Code, IReadOnlyList<string> Fields);
