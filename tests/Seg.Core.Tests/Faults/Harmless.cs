namespace Seg.Core.Tests.Faults;

/// <summary>Calls whose failure need not be reported, because all that was asked for is done without them.</summary>
internal static class Harmless
{
    /// <param name="call">As <see cref="FaultControl.Fired"/> gives it.</param>
    public static bool Is(string call)
    {
        string name = call.Split(' ')[0];
        string file = Path.GetFileName(call).Replace(" (deleted)", "", StringComparison.Ordinal);
        // Of lines that were synced one by one nothing is left to be lost; the log for people must not end a training.
        bool isSyncedBefore = name == "close" && file.EndsWith(".jsonl", StringComparison.Ordinal);
        return name is "unlink" or "rmdir"
            || isSyncedBefore
            || file == "train.log"
            || file.EndsWith(".lock", StringComparison.Ordinal);
    }
}
