using System.CommandLine;
using Seg.Core;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg explain</c>: why a model says what it says of an image.</summary>
internal sealed class ExplainCommand : Verb
{
    private readonly Argument<string> image = new("IMAGE") { Description = "An image file" };

    private readonly Option<string> model = CommonOptions.Model();

    private readonly Option<string?> output = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the pictures go, IMAGE.CLASS.METHOD.LAYER.png",
    };

    private readonly Option<string?> wanted = new("--class")
    {
        HelpName = "NAME",
        Description = "Why pixels are of this class [every class that the model finds in the image]",
    };

    private readonly Option<string?> layer = new("--layer")
    {
        HelpName = "NAME",
        Description = "Which layer a -cam method looks at, see --layers [the encoder's last]",
    };

    private readonly Option<string?> method = CommonOptions.Choice(
        "--method",
        HeatmapMethods.ByName.Keys,
        "What is shown: parts of a layer that speak for the class, how probable it is, or how much it suffers when a part of the image is covered (slow)"
    );

    private readonly PlaceOptions place = new();

    private readonly Option<int?> pattern = CommonOptions.Whole(
        "--pattern",
        "Draw what this channel of the layer responds to most, from 0 (takes a minute); needs --layer"
    );

    private readonly Option<int?> seed = CommonOptions.Whole("--seed", "Another one gives another pattern [1]");

    private readonly Option<bool> layers = new("--layers")
    {
        Description = "Print the layers of the model and their shapes for this image",
    };

    public ExplainCommand()
        : base(
            "explain",
            "Draws on an image what in it makes the model find a class: from violet, which does not matter, to yellow, which "
                + "matters most.",
            "seg explain my-images/images/a.tif --model my-images/models/first --out why",
            "seg explain a.tif --model my-images/models/first --layers",
            "seg explain a.tif --model my-images/models/first --out why --class bud --method hires-cam --layer head",
            "seg explain a.tif --model my-images/models/first --out why --object 120,80",
            "seg explain a.tif --model my-images/models/first --out why --class bud --region 90,60 150,60 120,110",
            "seg explain a.tif --model my-images/models/first --out why --layer encoder.layer2.1 --pattern 17"
        )
    {
        method.DefaultValueFactory = _ => HeatmapMethods.All[0].Name;
        Validators.Add(result =>
        {
            if (result.GetResult(output) is null && result.GetResult(layers) is null or { Implicit: true })
                result.AddError("Give --out for pictures, or --layers for a table.");
            if (result.GetResult(pattern) is not null && result.GetResult(layer) is null)
                result.AddError("Give --layer for --pattern; --layers lists them.");
        });
        place.AddTo(this);
        Add(image);
        foreach (Option option in (Option[])[model, output, wanted, .. place.All, layer, method, pattern, seed, layers])
            Add(option);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var source = PredictionSource.Of([parsed.GetRequiredValue(image)], includeLabelled: true);
        if (source.Files is not [string file])
            throw new SegException(
                "explain.image",
                $"{parsed.GetRequiredValue(image)} holds {source.Files.Count} images; name one of them."
            );
        string modelFolder = Path.GetFullPath(parsed.GetRequiredValue(model));
        string? folder = parsed.GetValue(output) is { } asked
            ? PredictionFolder.Of(source, modelFolder, asked).Path
            : null;
        if (folder is not null)
            AtomicFile.MakeFolder(folder);
        ComputeDevice.KeepFreedMemory();
        Raster pixels = source.Read(file);
        using var trained = TrainedModel.LoadUnfolded(modelFolder, ComputeDevice.Choose());
        using var explained = new ExplainedImage(trained, pixels);
        LayerRow[] table = parsed.GetValue(layers) ? LayerRow.Of(explained.Map, explained.Size) : [];
        IReadOnlyList<HeatmapPicture> pictures = [];
        if (folder is not null && parsed.GetValue(pattern) is { } channel)
        {
            Layer of = explained.Map.Find(parsed.GetRequiredValue(layer)!);
            pictures = [PatternPicture.Draw(trained, of, channel, parsed.GetValue(seed) ?? 1, folder, terminal, stop)];
        }
        else if (folder is not null)
        {
            var choice = new HeatmapChoice(
                HeatmapMethods.ByName[parsed.GetRequiredValue(method)!],
                parsed.GetValue(wanted),
                parsed.GetValue(layer),
                place.Of(parsed)
            );
            var sheet = new HeatmapSheet(
                explained,
                pixels,
                Path.Combine(folder, Path.GetFileNameWithoutExtension(file))
            );
            pictures = terminal.Progress(view => sheet.Write(choice, view.Report, stop));
        }
        Print(table, pictures, terminal);
        return ExitCodes.Ok;
    }

    private static void Print(LayerRow[] table, IReadOnlyList<HeatmapPicture> pictures, Terminal terminal)
    {
        if (table.Length > 0)
            terminal.Table(LayerRow.Columns, [.. table.Select(row => row.Cells())]);
        foreach (HeatmapPicture empty in pictures.Where(picture => picture.Peak == 0 && picture.Class is not null))
            terminal.Warning(
                $"{empty.Method} finds nothing in {empty.Layer ?? "the image"} that speaks for {empty.Class}."
            );
        if (pictures.Count > 0)
            terminal.Table(
                [new("class"), new("method"), new("layer"), new("picture")],
                [
                    .. pictures.Select(picture =>
                        (string[])[picture.Class ?? "", picture.Method, picture.Layer ?? "", picture.File]
                    ),
                ]
            );
        terminal.Json(new { Layers = table, Pictures = pictures });
    }
}

/// <summary>Draws the pattern of a channel into a folder, telling how far it is.</summary>
internal static class PatternPicture
{
    public static HeatmapPicture Draw(
        TrainedModel trained,
        Layer layer,
        int channel,
        int seed,
        string folder,
        Terminal terminal,
        CancellationToken stop
    )
    {
        var options = new PatternOptions(Seed: seed);
        ChannelPattern drawn = terminal.Progress(view =>
            ChannelPattern.Draw(
                trained,
                layer,
                channel,
                options,
                done => view.Report("pattern", done, options.Steps),
                stop
            )
        );
        string file = Path.Combine(folder, FormattableString.Invariant($"{layer.Name}.{channel}.pattern.png"));
        ImageFile.Write(file, DisplayImage.Bytes(drawn.Picture));
        return new(null, "pattern", layer.Name, drawn.Response, file);
    }
}
