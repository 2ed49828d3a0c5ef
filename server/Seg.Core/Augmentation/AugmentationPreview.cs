using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Augmentation;

/// <summary>
/// A sheet to judge augmentation by eye: in each row an original at the left, at the right the samples that training
/// would cut from it, all with their masks and in the same gray scale, so that changes of brightness show.
/// </summary>
public static class AugmentationPreview
{
    private const int Rows = 4;
    private const int Columns = 5;
    private const int Gap = 10;
    private const int Caption = 24;
    private const double Opacity = 0.35;
    private const byte Paper = 250;
    private const byte Ink = 40;

    /// <summary>Reads a few labelled images of a dataset and draws their sheet.</summary>
    /// <param name="dataset">Its labelled images.</param>
    /// <param name="options">How samples are varied.</param>
    /// <param name="crop">The side of the samples in pixels.</param>
    /// <param name="seed">Other numbers give other samples.</param>
    /// <param name="stop">Looked at between two images.</param>
    /// <returns>8-bit RGB, and the stems of the images.</returns>
    /// <exception cref="SegException"><c>dataset.unlabelled</c>: there are none; or an image or mask that cannot be used.</exception>
    public static (Raster<byte> Sheet, IReadOnlyList<string> Stems) Of(
        Dataset dataset,
        AugmentationOptions options,
        int crop,
        ulong seed,
        CancellationToken stop
    )
    {
        DatasetImage[] labelled = [.. dataset.Images.Where(image => image.IsLabelled)];
        if (labelled.Length == 0)
            throw new SegException(
                "dataset.unlabelled",
                $"No image of {dataset.Folder} has a mask in {dataset.MasksFolder}; label at least one."
            );
        var images = new List<LabelledImage>();
        foreach (int i in Spread(labelled.Length))
        {
            stop.ThrowIfCancellationRequested();
            // Three channels, because a dataset may hold gray images and colour ones.
            images.Add(LabelledImage.Read(labelled[i], new Normalization(), channels: 3));
        }
        var maker = new SampleMaker(images, options, crop, dataset.Config.Classes.Count, seed);
        return (Draw(images, maker, dataset.Config.Classes), [.. images.Select(image => image.Stem)]);
    }

    /// <summary>Draws the sheet as 8-bit RGB.</summary>
    /// <param name="images">The originals; see <see cref="Spread"/>.</param>
    /// <param name="maker">Makes samples of these same images.</param>
    /// <param name="classes">The classes, for colours and the legend.</param>
    public static Raster<byte> Draw(
        IReadOnlyList<LabelledImage> images,
        SampleMaker maker,
        IReadOnlyList<SegClass> classes
    )
    {
        (byte, byte, byte)[] colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        int cell = Math.Clamp(maker.CropSize, 128, 256);
        IReadOnlyList<int> shown = Spread(images.Count);
        int rows = shown.Count;
        int rowHeight = cell + Caption;
        Raster<byte> sheet = Canvas.Blank(
            Gap + (Columns + 1) * (cell + Gap) + Gap,
            Gap + Caption + rows * (rowHeight + Gap),
            3,
            Paper
        );
        Legend(sheet, classes, colors);
        for (int row = 0; row < rows; row++)
        {
            int number = shown[row];
            int y = Gap + Caption + row * (rowHeight + Gap);
            LabelledImage original = images[number];
            int height = Place(sheet, original.Image, original.Mask, colors, cell, Gap, y);
            BitmapFont.Write(sheet, BitmapFont.Shortened(original.Stem, cell), Gap, y + height + 4, Ink);
            for (int column = 0; column < Columns; column++)
            {
                Sample sample = maker.Make(0, column * images.Count + PlaceOf(maker, column, number, images.Count));
                int left = 2 * Gap + (column + 1) * (cell + Gap);
                Place(sheet, sample.Image, sample.Mask, colors, cell, left, y);
            }
        }
        return sheet;
    }

    /// <summary>Which of so many images are shown: a few spread over all, since neighbours are often much alike.</summary>
    public static IReadOnlyList<int> Spread(int count) =>
        [.. Enumerable.Range(0, Math.Min(Rows, count)).Select(row => row * count / Math.Min(Rows, count))];

    /// <summary>Where an image stands in one round of the epoch's order.</summary>
    private static int PlaceOf(SampleMaker maker, int round, int number, int count) =>
        Enumerable.Range(0, count).First(place => maker.Draw(0, round * count + place).Image == number);

    /// <summary>Fits an image with its mask into the top of a square cell without changing its shape; returns its height.</summary>
    private static int Place(
        Raster<byte> sheet,
        Raster<float> image,
        Raster<byte> mask,
        (byte, byte, byte)[] colors,
        int cell,
        int left,
        int top
    )
    {
        double scale = (double)cell / Math.Max(image.Width, image.Height);
        int width = Math.Max(1, (int)Math.Round(image.Width * scale));
        int height = Math.Max(1, (int)Math.Round(image.Height * scale));
        Raster<byte> bytes = DisplayImage.FromUnit(image);
        Raster<byte> shown = scale < 1 ? Scaling.Area(bytes, width, height) : Scaling.Linear(bytes, width, height);
        // The mask is drawn at the size shown, so that its outlines stay one pixel wide.
        Raster<byte> classes = Scaling.Nearest(mask, width, height);
        sheet.Paste(Overlay.Draw(shown, classes, colors, Opacity), left, top);
        return height;
    }

    private static void Legend(Raster<byte> sheet, IReadOnlyList<SegClass> classes, (byte R, byte G, byte B)[] colors)
    {
        int x = Gap;
        for (int i = 1; i <= classes.Count; i++)
        {
            bool isClass = i < classes.Count;
            string name = isClass ? classes[i].Name : "not labelled or outside";
            sheet.Rectangle(x, Gap + 1, 12, 12, isClass ? colors[i] : ((byte)128, (byte)128, (byte)128));
            BitmapFont.Write(sheet, name, x + 18, Gap, Ink);
            x += 18 + BitmapFont.Width(name) + 24;
        }
    }
}
