using System.CommandLine;
using Seg.Core.Datasets;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg init</c>: makes a folder of images a dataset.</summary>
internal sealed class InitCommand : Verb
{
    private readonly Argument<string> folder = new("DIR")
    {
        Description = "A folder with images, or with a folder 'images'",
    };

    private readonly Option<string[]?> classes = CommonOptions.Names(
        "--classes",
        "A,B,C",
        "The names of the classes in the order of their values in the masks, the background first"
    );

    public InitCommand()
        : base(
            "init",
            "Makes a folder of images a dataset by writing its seg.json.",
            "seg init my-images",
            "seg init my-images --classes background,mother,daughter"
        )
    {
        Add(folder);
        Add(classes);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        Dataset dataset = DatasetInit.Create(parsed.GetRequiredValue(folder), parsed.GetNames(classes));
        int labelled = dataset.Images.Count(image => image.IsLabelled);
        terminal.Line(
            $"{dataset.Folder} is a dataset now: {dataset.Images.Count} images, {labelled} of them labelled, "
                + $"classes {string.Join(", ", dataset.Config.Classes.Select(c => c.Name))}."
        );
        terminal.Line($"Change names and colours in {Path.Combine(dataset.Folder, SegJson.FileName)}.");
        terminal.Json(
            new
            {
                dataset.Folder,
                Images = dataset.Images.Count,
                Labelled = labelled,
                dataset.Config.Classes,
            }
        );
        return ExitCodes.Ok;
    }
}
