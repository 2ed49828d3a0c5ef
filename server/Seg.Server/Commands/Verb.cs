using System.CommandLine;
using Seg.Core;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary>
/// A verb of the command line. All have <c>--json</c> and end in the same way: an error that the user can act on is one
/// sentence and exit code 1, a signal is 130, anything else is a fault of ours and comes with its details.
/// </summary>
internal abstract class Verb : Command
{
    public const string JsonName = "--json";

    private readonly Option<bool> json = new(JsonName)
    {
        Description = "Print the result as JSON and nothing else on standard output",
    };

    protected Verb(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        Examples = examples;
        Options.Add(json);
        SetAction(parsed => Guarded(parsed, Terminal.Of(parsed.GetValue(json))));
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work and returns one of <see cref="ExitCodes"/>.</summary>
    /// <param name="parsed">What was asked for.</param>
    /// <param name="terminal">The only way to print.</param>
    /// <param name="stop">Cancelled by Ctrl+C or SIGTERM; a second one ends the process at once.</param>
    protected abstract int Run(ParseResult parsed, Terminal terminal, CancellationToken stop);

    private int Guarded(ParseResult parsed, Terminal terminal)
    {
        using var signals = new StopSignals();
        try
        {
            return Run(parsed, terminal, signals.Token);
        }
        catch (SegException e)
        {
            terminal.Error(e, ErrorText.Of(e, this));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            terminal.Error("interrupted", "Stopped before it was done.");
            return ExitCodes.Interrupted;
        }
        catch (Exception e)
        {
            terminal.Error("internal", $"This is a fault of Seg, not yours: {e.Message}");
            terminal.Details(e.ToString());
            return ExitCodes.InternalFault;
        }
    }
}

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
