using System.CommandLine;
using Seg.Core;
using Seg.Server.Output;
using Seg.Synthetic.SampleData;

namespace Seg.Server.Commands;

/// <summary><c>seg sample</c>: draws a dataset to try Seg with.</summary>
internal sealed class SampleCommand : Verb
{
    private readonly Argument<string> folder = new("DIR") { Description = "A new or empty folder" };

    private readonly Option<int> seed = new("--seed")
    {
        HelpName = "N",
        Description = "Another seed draws other cells",
        DefaultValueFactory = _ => 1,
    };

    public SampleCommand()
        : base(
            "sample",
            "Draws a dataset to try Seg with: budding yeast in bright field.",
            "seg sample yeast",
            "seg sample yeast --seed 2"
        )
    {
        Add(folder);
        Add(seed);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        string path = Path.GetFullPath(parsed.GetRequiredValue(folder));
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new SegException(
                "sample.exists",
                $"{path} is not empty. Name a new folder, or delete this one first."
            );
        SampleDataset.Write(path, parsed.GetValue(seed));
        terminal.Line($"{path} is a dataset now; 'seg check {path}' shows what is in it.");
        terminal.Json(new { Folder = path, Seed = parsed.GetValue(seed) });
        return ExitCodes.Ok;
    }
}
