using Seg.Core.Augmentation;
using Seg.Core.Networks;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>Gives a new network its first weights.</summary>
internal static class StartingWeights
{
    // As many crops as settle the mean and variance of a channel.
    private const int CalibrationCrops = 12;

    /// <summary>Fetches published weights that are not in the cache yet.</summary>
    /// <exception cref="SegException"><c>train.option</c>, or as of <see cref="WeightCache.Get"/>.</exception>
    public static void RequireFile(TrainOptions options, CancellationToken stop)
    {
        if (options.Weights == TrainOptions.ImageNet)
            WeightCache.OfUser().Get(Encoders.Find(options.Encoder), progress: null, stop).GetAwaiter().GetResult();
        else if (options.Weights is { } file and not ShippedWeights.Name && !File.Exists(file))
            throw new SegException(
                "train.option",
                $"There is no weights file {file}; name a safetensors file after --weights, or 'microscopy', 'imagenet' or 'none'."
            );
    }

    /// <returns>The input that the network expects from now on.</returns>
    public static InputStatistics Load(UNet network, TrainOptions options, TrainingData data)
    {
        if (options.Weights is null)
            return InputStatistics.Centred(data.Channels);
        EncoderInfo encoder = Encoders.Find(options.Encoder);
        bool isPublished = options.Weights == TrainOptions.ImageNet;
        string file = options.Weights switch
        {
            TrainOptions.ImageNet => WeightCache.OfUser().PathOf(encoder),
            ShippedWeights.Name => ShippedWeights.Path,
            _ => options.Weights,
        };
        if (!isPublished && EarlierModel.Is(file))
            return EarlierModel.Load(network, file);
        InputStatistics input = PretrainedWeights.Load(
            network.Encoder,
            file,
            isPublished ? encoder.Published?.Input : null
        );
        if (NormCalibration.IsFolded(network.Encoder))
            Calibrate(network.Encoder, input, options, data);
        return input;
    }

    private static void Calibrate(Encoder encoder, InputStatistics input, TrainOptions options, TrainingData data)
    {
        using var scope = NewDisposeScope();
        using var normalizer = new Normalizer(input, CPU);
        var maker = new SampleMaker(data.Train, AugmentationOptions.None, options.Crop, 255, (ulong)options.Seed);
        using var samples = new SampleStream(maker, CalibrationCrops, threads: 1, ahead: 1);
        Batch batch = samples.Epoch(0, 1).First();
        Tensor images = TensorBorder.Images(batch.Pixels, batch.Count, batch.Height, batch.Width, batch.Channels, CPU);
        NormCalibration.Apply(encoder, normalizer.Apply(images));
    }
}
