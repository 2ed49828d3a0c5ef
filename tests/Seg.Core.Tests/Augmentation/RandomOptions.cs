using Seg.Core.Augmentation;

namespace Seg.Core.Tests.Augmentation;

/// <summary>Options drawn within everything that is allowed and sensible, for properties.</summary>
internal static class RandomOptions
{
    public static AugmentationOptions Geometry(ulong seed)
    {
        var random = new SampleRandom(seed, 1, 0);
        double low = random.Between(0.5, 1);
        double spacing = random.Between(12, 100);
        return AugmentationOptions.None with
        {
            ForegroundShare = random.Unit(),
            FlipProbability = random.Unit(),
            QuarterTurns = random.Chance(0.5),
            RotationProbability = random.Unit(),
            RotationDegrees = random.Between(0, 180),
            ScaleProbability = random.Unit(),
            ScaleLow = low,
            ScaleHigh = low * random.Between(1, 1.7),
            Anisotropy = random.Between(0, 0.2),
            ShearProbability = random.Unit(),
            ShearDegrees = random.Between(0, 20),
            TranslationProbability = random.Unit(),
            TranslationShare = random.Unit(),
            ElasticProbability = random.Unit(),
            ElasticSpacing = spacing,
            ElasticStrength = random.Between(0, 0.2 * spacing),
            GridProbability = random.Unit(),
            GridCells = random.Whole(2, 8),
            GridStrength = random.Between(0, 0.3),
        };
    }

    public static AugmentationOptions All(ulong seed)
    {
        var random = new SampleRandom(seed, 2, 0);
        return Geometry(seed) with
        {
            BrightnessProbability = random.Unit(),
            Brightness = random.Unit(),
            ContrastProbability = random.Unit(),
            ContrastLow = random.Between(0.05, 1),
            ContrastHigh = random.Between(1, 10),
            GammaProbability = random.Unit(),
            GammaLow = random.Between(0.05, 1),
            GammaHigh = random.Between(1, 10),
            ColorProbability = random.Unit(),
            Color = random.Unit(),
            BlurProbability = random.Unit(),
            BlurSigma = random.Between(0.3, 10),
            NoiseProbability = random.Unit(),
            NoiseSigma = random.Unit(),
        };
    }
}
