using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Seg.Server.Commands;

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
