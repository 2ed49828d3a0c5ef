namespace Seg.Core.Prediction;

/// <summary>An image that could be labelled.</summary>
/// <param name="Image">What names it.</param>
/// <param name="ExpectedError">See <see cref="PredictedImage.ExpectedError"/>.</param>
/// <param name="Features">See <see cref="ImageFeatures"/>; of the same length for all images.</param>
public sealed record LabelCandidate(string Image, double ExpectedError, IReadOnlyList<float> Features);

/// <summary>An image that is labelled.</summary>
/// <param name="Image">What names it.</param>
/// <param name="Features">See <see cref="ImageFeatures"/>.</param>
public sealed record LabelledExample(string Image, IReadOnlyList<float> Features);

/// <summary>How much an image would teach.</summary>
/// <param name="Image">What names it.</param>
/// <param name="ExpectedError">The share of what the model finds there that it expects to be wrong, 0 to 1.</param>
/// <param name="Difference">
/// How far it is from the nearest image that is labelled or comes before it, as a share of the farthest there is; 0 to 1.
/// </param>
/// <param name="Nearest">That image; null where there is none.</param>
public sealed record RankedImage(string Image, double ExpectedError, double Difference, string? Nearest);

/// <summary>
/// Ranks unlabelled images by what labelling them would teach: first those of which the model is unsure and which are unlike
/// all that it knows. Uncertainty alone puts many images of one kind first, difference alone oddities; the product asks for
/// both. Each image counts as labelled for those that come after it, as in the greedy k-centre of Sener and Savarese, "Active learning for convolutional
/// neural networks: a core-set approach", ICLR 2018, arXiv:1708.00489.
/// </summary>
public static class ImageRanking
{
    /// <summary>All candidates, the most useful first; equal ones in the order of the argument.</summary>
    public static IReadOnlyList<RankedImage> Rank(
        IReadOnlyList<LabelCandidate> candidates,
        IReadOnlyList<LabelledExample> labelled
    )
    {
        double[][] features = Standardized([
            .. candidates.Select(c => c.Features).Concat(labelled.Select(each => each.Features)),
        ]);
        var places = candidates.Select((c, i) => new Place(c, features[i])).ToList();
        for (int i = 0; i < labelled.Count; i++)
            foreach (Place place in places)
                place.Approach(labelled[i].Image, features[candidates.Count + i]);
        double farthest = places.Select(place => place.Distance).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var ranked = new List<RankedImage>();
        while (places.MaxBy(place => place.Candidate.ExpectedError * place.Difference(farthest)) is { } best)
        {
            places.Remove(best);
            ranked.Add(
                new(best.Candidate.Image, best.Candidate.ExpectedError, best.Difference(farthest), best.Nearest)
            );
            foreach (Place place in places)
                place.Approach(best.Candidate.Image, best.Features);
            // Where nothing is labelled yet, the first image gives the distances their measure.
            if (farthest == 0)
                farthest = places.Select(place => place.Distance).DefaultIfEmpty(0).Max();
        }
        return ranked;
    }

    /// <summary>Each feature with mean 0 and variance 1 over all images, so that none counts more by its unit.</summary>
    private static double[][] Standardized(IReadOnlyList<IReadOnlyList<float>> features)
    {
        double[][] result = [.. features.Select(each => new double[each.Count])];
        for (int channel = 0; channel < (result.FirstOrDefault()?.Length ?? 0); channel++)
        {
            double mean = features.Average(each => (double)each[channel]);
            double deviation = Math.Sqrt(features.Average(each => Math.Pow(each[channel] - mean, 2)));
            for (int i = 0; i < result.Length; i++)
                result[i][channel] = deviation > 0 ? (features[i][channel] - mean) / deviation : 0;
        }
        return result;
    }

    private sealed class Place(LabelCandidate candidate, double[] features)
    {
        public LabelCandidate Candidate { get; } = candidate;

        public double[] Features { get; } = features;

        public double Distance { get; private set; } = double.PositiveInfinity;

        public string? Nearest { get; private set; }

        public void Approach(string image, double[] to)
        {
            double distance = Math.Sqrt(Features.Zip(to, (a, b) => (a - b) * (a - b)).Sum());
            if (distance < Distance)
                (Distance, Nearest) = (distance, image);
        }

        public double Difference(double farthest) =>
            double.IsPositiveInfinity(Distance) ? 1
            : farthest > 0 ? Math.Min(1, Distance / farthest)
            : 0;
    }
}
