using System.CommandLine;
using Seg.Core;
using Seg.Core.Models;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg stop</c>: ends a training from anywhere that sees its folder.</summary>
internal sealed class StopCommand : Verb
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "The folder of the model that is being trained",
    };

    public StopCommand()
        : base(
            "stop",
            "Ends a running training after its current step; the model is kept.",
            "seg stop my-images/models/first"
        )
    {
        Add(model);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var folder = new RunFolder(Path.GetFullPath(parsed.GetRequiredValue(model)));
        if (!folder.IsRunning)
            throw new SegException("stop.idle", $"No training is running in {folder.Path}.");
        while (folder.IsRunning)
        {
            folder.RequestStop(); // again and again: a run that is just beginning removes old ones
            stop.ThrowIfCancellationRequested();
            Thread.Sleep(50);
        }
        File.Delete(folder.StopRequest);
        EndEvent? end = folder.End;
        terminal.Line(end?.Message ?? "The training has ended unexpectedly; --resume goes on from its last epoch.");
        terminal.Json(
            new
            {
                folder.Path,
                end?.Reason,
                end?.Message,
            }
        );
        return ExitCodes.Ok;
    }
}
