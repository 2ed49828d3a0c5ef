using Seg.Core.Datasets;

namespace Seg.Core.Augmentation;

/// <summary>
/// Cuts training samples from images. What a sample looks like depends on the seed, the epoch and its index alone,
/// so it can be made on any thread, in any order, and again.
/// </summary>
public sealed class SampleMaker : ISampleMaker
{
    private readonly IReadOnlyList<LabelledImage> images;
    private readonly AugmentationOptions options;
    private readonly ulong seed;
    private readonly CropPlaces[] places;

    // The last order of the images; whoever needs another one replaces it.
    private volatile Order? order;

    /// <summary>Looks through the masks once. The images must stay alive as long as samples are made.</summary>
    /// <param name="images">At least one; all of the same number of channels.</param>
    /// <param name="options">How samples differ from the images.</param>
    /// <param name="cropSize">The side of the square samples in pixels, 1 or more.</param>
    /// <param name="classCount">The number of classes with the background, 2 to 255.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="SegException"><c>augmentation.option</c>; <c>mask.class</c>: a mask has a value beyond the classes.</exception>
    public SampleMaker(
        IReadOnlyList<LabelledImage> images,
        AugmentationOptions options,
        int cropSize,
        int classCount,
        ulong seed
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(images.Count, nameof(images));
        ArgumentOutOfRangeException.ThrowIfLessThan(cropSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 255);
        options.Validate();
        Channels = images[0].Image.Channels;
        foreach (LabelledImage image in images)
            Check(image);
        this.images = images;
        this.options = options;
        this.seed = seed;
        CropSize = cropSize;
        places = [.. images.Select(image => new CropPlaces(image, classCount))];
    }

    /// <summary>The side of the samples in pixels.</summary>
    public int CropSize { get; }

    /// <summary>The channels of the samples, 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>One class a pixel.</summary>
    public int LabelPlanes => 1;

    /// <summary>Makes one sample. Every image comes equally often: the indices of an epoch walk through random orders of all images.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="index">The sample's number in the epoch, from 0.</param>
    public Sample Make(int epoch, int index)
    {
        var image = new Raster<float>(CropSize, CropSize, Channels);
        var mask = new Raster<byte>(CropSize, CropSize);
        Make(epoch, index, image.Pixels, mask.Pixels);
        return new Sample(image, mask);
    }

    /// <inheritdoc/>
    public void Make(int epoch, int index, Span<float> pixels, Span<byte> labels) =>
        Make(Draw(epoch, index), pixels, labels);

    /// <summary>Draws all that is random about a sample.</summary>
    internal SampleDraw Draw(int epoch, int index)
    {
        int number = ImageNumber(epoch, index);
        var random = new SampleRandom(seed, epoch, index);
        CropPlaces place = places[number];
        int? foreground =
            random.Chance(options.ForegroundShare) && place.Classes.Count > 0
                ? place.Classes[random.Whole(0, place.Classes.Count - 1)]
                : null;
        Linear map = Linear.Draw(options, random);
        (double x, double y) = place.Draw(foreground, CropSize, map, random);
        if (random.Chance(options.TranslationProbability))
        {
            int limit = (int)(options.TranslationShare * CropSize);
            x += random.Whole(-limit, limit);
            y += random.Whole(-limit, limit);
        }
        bool hasGrid = random.Chance(options.GridProbability);
        var mapping = new CropMapping(CropSize, map, x, y)
        {
            GridX = hasGrid ? GridLines.Draw(CropSize, options.GridCells, options.GridStrength, random) : null,
            GridY = hasGrid ? GridLines.Draw(CropSize, options.GridCells, options.GridStrength, random) : null,
            Elastic = random.Chance(options.ElasticProbability)
                ? new ElasticField(CropSize, options.ElasticSpacing, options.ElasticStrength, random)
                : null,
        };
        return new SampleDraw(number, foreground, mapping, Photometry.Draw(options, Channels, random));
    }

    private void Make(SampleDraw draw, Span<float> pixels, Span<byte> labels)
    {
        LabelledImage image = images[draw.Image];
        Resampler.Draw(image.Image, image.Mask, draw.Mapping, pixels, labels);
        draw.Photometry.Apply(pixels, CropSize, Channels);
    }

    private int ImageNumber(int epoch, int index)
    {
        (int round, int place) = Math.DivRem(index, images.Count);
        Order? current = order;
        if (current is null || current.Epoch != epoch || current.Round != round)
            // Numbered from the other end, so that an order and a sample never begin with the same random numbers.
            order = current = new Order(
                epoch,
                round,
                new SampleRandom(seed, epoch, int.MaxValue - round).Permutation(images.Count)
            );
        return current.Images[place];
    }

    private void Check(LabelledImage image)
    {
        if (image.Image.Channels is not (1 or 3))
            throw new ArgumentException($"{image.Stem} has {image.Image.Channels} channels, not 1 or 3.");
        if (image.Image.Channels != Channels)
            throw new ArgumentException($"{image.Stem} has {image.Image.Channels} channels, the first {Channels}.");
        if (image.Mask.Channels != 1 || !image.Mask.HasSizeOf(image.Image))
            throw new ArgumentException($"The mask of {image.Stem} is not gray of the image's size.");
    }

    private sealed record Order(int Epoch, int Round, int[] Images);
}

/// <summary>What was drawn for one sample.</summary>
internal sealed record SampleDraw(int Image, int? ForegroundClass, CropMapping Mapping, Photometry Photometry);
