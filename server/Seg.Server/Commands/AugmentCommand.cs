using System.CommandLine;
using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg augment</c>: shows what training would see.</summary>
internal sealed class AugmentCommand : Verb
{
    private readonly Argument<string> dataset = CommonOptions.Dataset();

    private readonly Option<string?> preview = CommonOptions.Picture(
        "--preview",
        "Where to write the picture: originals at the left, augmented samples at the right",
        "augmented.png"
    );

    private readonly Option<int> crop = new("--crop")
    {
        HelpName = "PIXELS",
        Description = "The side of the samples",
        DefaultValueFactory = _ => 256,
    };

    private readonly Option<ulong> seed = new("--seed")
    {
        HelpName = "NUMBER",
        Description = "Another seed draws other samples",
        DefaultValueFactory = _ => 1,
    };

    public AugmentCommand()
        : base(
            "augment",
            "Draws a picture of labelled images beside what augmentation makes of them for training.",
            "seg augment my-images --preview augmented.png",
            "seg augment my-images --preview augmented.png --crop 128 --seed 2"
        )
    {
        crop.Validators.Add(result =>
        {
            // Asking for the value would throw where it is no number, which is refused without our help.
            if (result.Tokens is [var word] && int.TryParse(word.Value, out int side) && side is < 16 or > 4096)
                result.AddError("--crop is 16 to 4096 pixels.");
        });
        preview.Required = true;
        Add(dataset);
        Add(preview);
        Add(crop);
        Add(seed);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        Dataset opened = Dataset.Open(parsed.GetRequiredValue(dataset));
        string file = Path.GetFullPath(parsed.GetRequiredValue(preview)!);
        (Raster<byte> sheet, IReadOnlyList<string> stems) = AugmentationPreview.Of(
            opened,
            new AugmentationOptions(),
            parsed.GetValue(crop),
            parsed.GetValue(seed),
            stop
        );
        ImageFile.Write(file, sheet);
        int labelled = opened.Images.Count(image => image.IsLabelled);
        terminal.Line($"{file} shows {stems.Count} of {labelled} labelled images with augmented samples.");
        terminal.Json(new { Preview = file, Images = stems });
        return ExitCodes.Ok;
    }
}
