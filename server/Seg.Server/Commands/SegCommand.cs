using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary>The whole command line: the verbs, and what becomes of a wrong one.</summary>
internal static class SegCommand
{
    // "@name" is a file of that name, not a file whose content is more arguments.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static int Run(string[] args)
    {
        RootCommand root = Build();
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args, Words);
        if (parsed.Action is ParseErrorAction)
            return Refuse(parsed, Terminal.Of(args.Contains(Verb.JsonName)));
        // Signals and exceptions are dealt with in Verb, so that every verb ends the same way.
        return parsed.Invoke(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
        );
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Segments images: label some, train a model, predict the rest.")
        {
            new InitCommand(),
            new CheckCommand(),
            new AugmentCommand(),
            new TrainCommand(),
            new StopCommand(),
            new PredictCommand(),
            new RankCommand(),
            new EvaluateCommand(),
            new AdviseCommand(),
            new ExplainCommand(),
            new ReportCommand(),
            new SampleCommand(),
            new WeightsCommand(),
            new PretrainCommand(),
            new ServeCommand(),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        string what = string.Join(" ", parsed.Errors.Select(error => error.Message));
        string verb = string.Concat(Path(parsed.CommandResult).Select(name => $" {name}"));
        terminal.Error("usage", $"{what} 'seg{verb} --help' shows what is possible.");
        return ExitCodes.WrongUsage;
    }

    // The words between seg and what is wrong.
    private static IEnumerable<string> Path(SymbolResult? at) =>
        at is CommandResult { Command: not RootCommand } command ? [.. Path(command.Parent), command.Command.Name] : [];
}

/// <summary>The usual help, then the examples of the verb, or the exit codes for the command line as a whole.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine("Examples:");
            foreach (string example in verb.Examples)
                output.WriteLine("  " + example);
        }
        else
        {
            output.WriteLine(ExitCodes.Explained);
        }
        return code;
    }
}
