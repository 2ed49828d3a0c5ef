namespace Seg.Server.Commands;

/// <summary>What the executable returns; part of the promise to scripts, see the root help.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The thing asked for failed, or problems were found: errors in a dataset, files that could not be read.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    public const int InternalFault = 3;

    /// <summary>As shells report a program that Ctrl+C ended: 128 + SIGINT. Also of a training that kept its model.</summary>
    public const int Interrupted = 130;

    public const string Explained = """
        Exit codes:
          0    done
          1    it failed, or problems were found (the message says which)
          2    wrong usage
          3    a fault of Seg itself
          130  stopped by Ctrl+C, SIGTERM or 'seg stop' before it was done; a training keeps its model
        """;
}
