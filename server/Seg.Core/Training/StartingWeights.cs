using Seg.Core.Augmentation;
using Seg.Core.Networks;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>Gives a new network its first weights.</summary>
internal static class StartingWeights
{
    // As many crops as settle the mean and variance of a channel.
    private const int CalibrationCrops = 12;

    /// <exception cref="SegException"><c>train.option</c>.</exception>
    public static void RequireFile(TrainOptions options)
    {
        if (options.Weights is { } file && !File.Exists(file))
            throw new SegException(
                "train.option",
                $"There is no weights file {file}; name a safetensors file after --weights, or 'none'."
            );
    }

    /// <returns>The input that the network expects from now on.</returns>
    public static InputStatistics Load(UNet network, TrainOptions options, TrainingData data)
    {
        if (options.Weights is null)
            return InputStatistics.Centred(data.Channels);
        if (EarlierModel.Is(options.Weights))
            return EarlierModel.Load(network, options.Weights);
        InputStatistics input = PretrainedWeights.Load(network.Encoder, options.Weights);
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
