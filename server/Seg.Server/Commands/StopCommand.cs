using System.CommandLine;
using Seg.Core;
using Seg.Core.Training;
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

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        var folder = new RunFolder(Path.GetFullPath(given.GetRequiredValue(model)));
        if (!folder.IsRunning)
            throw new SegException("stop.idle", $"No training is running in {folder.Path}.");
        File.Create(folder.StopRequest).Dispose();
        while (folder.IsRunning)
        {
            stop.ThrowIfCancellationRequested();
            Thread.Sleep(50);
        }
        terminal.Line("Stopped; the model is kept.");
        terminal.Json(new { folder.Path, Stopped = true });
        return ExitCodes.Ok;
    }
}
