using OpenCvSharp;
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
    private static readonly Scalar Paper = Scalar.All(250);
    private static readonly Scalar Ink = Scalar.All(40);

    /// <summary>Reads a few labelled images of a dataset and draws their sheet.</summary>
    /// <param name="dataset">Its labelled images.</param>
    /// <param name="options">How samples are varied.</param>
    /// <param name="crop">The side of the samples in pixels.</param>
    /// <param name="seed">Other numbers give other samples.</param>
    /// <param name="stop">Looked at between two images.</param>
    /// <returns>8-bit RGB, and the stems of the images.</returns>
    /// <exception cref="SegException"><c>dataset.unlabelled</c>: there are none; or an image or mask that cannot be used.</exception>
    public static (Mat Sheet, IReadOnlyList<string> Stems) Of(
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
    public static Mat Draw(IReadOnlyList<LabelledImage> images, SampleMaker maker, IReadOnlyList<SegClass> classes)
    {
        (byte, byte, byte)[] colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        int cell = Math.Clamp(maker.CropSize, 128, 256);
        IReadOnlyList<int> shown = Spread(images.Count);
        int rows = shown.Count;
        int rowHeight = cell + Caption;
        var sheet = new Mat(
            Gap + Caption + rows * (rowHeight + Gap),
            Gap + (Columns + 1) * (cell + Gap) + Gap,
            MatType.CV_8UC3,
            Paper
        );
        Legend(sheet, classes, colors);
        for (int row = 0; row < rows; row++)
        {
            int number = shown[row];
            int y = Gap + Caption + row * (rowHeight + Gap);
            int bottom = Place(sheet, images[number].Image, images[number].Mask, colors, new Rect(Gap, y, cell, cell));
            Write(sheet, Shortened(images[number].Stem, cell), Gap, bottom + 16);
            for (int column = 0; column < Columns; column++)
            {
                using Sample sample = maker.Make(
                    0,
                    column * images.Count + PlaceOf(maker, column, number, images.Count)
                );
                Place(
                    sheet,
                    sample.Image,
                    sample.Mask,
                    colors,
                    new Rect(2 * Gap + (column + 1) * (cell + Gap), y, cell, cell)
                );
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

    /// <summary>Fits an image with its mask into the top of a frame without changing its shape; returns where it ends.</summary>
    private static int Place(Mat sheet, Mat image, Mat mask, (byte, byte, byte)[] colors, Rect frame)
    {
        double scale = Math.Min((double)frame.Width / image.Cols, (double)frame.Height / image.Rows);
        var size = new Size(
            Math.Max(1, (int)Math.Round(image.Cols * scale)),
            Math.Max(1, (int)Math.Round(image.Rows * scale))
        );
        using Mat bytes = DisplayImage.FromUnit(image);
        using Mat shown = bytes.Resize(size, 0, 0, scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Cubic);
        // The mask is drawn at the size shown, so that its outlines stay one pixel wide.
        using Mat classes = mask.Resize(size, 0, 0, InterpolationFlags.Nearest);
        using Mat overlay = Overlay.Draw(shown, classes, colors, Opacity);
        using Mat target = sheet[new Rect(frame.Location, size)];
        overlay.CopyTo(target);
        return frame.Y + size.Height;
    }

    private static void Legend(Mat sheet, IReadOnlyList<SegClass> classes, (byte R, byte G, byte B)[] colors)
    {
        int x = Gap;
        for (int i = 1; i <= classes.Count; i++)
        {
            bool isClass = i < classes.Count;
            string name = isClass ? classes[i].Name : "not labelled or outside";
            Scalar color = isClass ? new Scalar(colors[i].R, colors[i].G, colors[i].B) : Scalar.All(128);
            Cv2.Rectangle(sheet, new Rect(x, Gap + 2, 12, 12), color, -1, LineTypes.AntiAlias);
            x += 18;
            x += Write(sheet, name, x, Gap + 13) + 24;
        }
    }

    private static int Write(Mat sheet, string text, int x, int y)
    {
        const double size = 0.45;
        Cv2.PutText(sheet, text, new Point(x, y), HersheyFonts.HersheySimplex, size, Ink, 1, LineTypes.AntiAlias);
        return Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, size, 1, out _).Width;
    }

    /// <summary>The font has about 8 pixels a letter.</summary>
    private static string Shortened(string text, int width) =>
        text.Length * 8 <= width ? text : text[..(width / 8 - 2)] + "..";
}
