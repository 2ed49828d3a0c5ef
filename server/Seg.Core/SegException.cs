namespace Seg.Core;

/// <summary>
/// An error that the user can act on: the message says what is wrong and what to do about it, in words that hold in the
/// editor and on the command line alike. Every other exception is a fault of the program.
/// </summary>
/// <param name="code">A stable name for scripts and the editor, such as <c>image.unreadable</c>.</param>
/// <param name="message">A whole sentence for the user.</param>
/// <param name="inner">What was caught, if anything.</param>
public sealed class SegException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A stable name for scripts and the editor, such as <c>image.unreadable</c>.</summary>
    public string Code { get; } = code;

    /// <summary>
    /// The options to look at, such as <c>learningRate</c>: the command line shows them as its flags, the editor marks them in
    /// its form.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}
