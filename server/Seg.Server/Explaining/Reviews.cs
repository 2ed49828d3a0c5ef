using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Explaining;

/// <summary>The reviews that were made last. What has not changed since is not measured again.</summary>
internal sealed class Reviews
{
    // A review takes a few megabytes.
    private const int Most = 8;

    // Nobody scrolls further, and a model that has learned nothing has thousands.
    private const int MostFaults = 50;

    // The newest first.
    private readonly List<(string Identity, ModelReview Review)> kept = [];
    private readonly Lock access = new();

    /// <summary>The review of the model as it is now; null: it must be made.</summary>
    public ModelReview? Find(string folder, Dataset dataset) =>
        Known(folder) is { } known && known.IsCurrent(dataset) ? known : null;

    /// <summary>Makes a review; images that have not changed since the one before are not predicted again.</summary>
    public ModelReview Make(
        TrainedModel model,
        string folder,
        Dataset dataset,
        Action<int, int> progress,
        CancellationToken stop
    )
    {
        string identity = ModelIdentity.Of(folder);
        var review = ModelReview.Measure(model, new RunFolder(folder), dataset, Known(folder), progress, stop);
        lock (access)
        {
            kept.RemoveAll(one => one.Identity == identity);
            kept.Insert(0, (identity, review));
            kept.RemoveRange(Math.Min(Most, kept.Count), Math.Max(0, kept.Count - Most));
        }
        return review;
    }

    /// <summary>A review as it goes over the wire.</summary>
    public static Review Told(ModelReview review) =>
        new(
            review.Model.Classes,
            review.Advice,
            review.Scores.Classes,
            [
                .. review
                    .Images.OrderByDescending(image => image.Error ?? 0)
                    .Select(image => new ReviewedImage(
                        image.Stem,
                        image.Use,
                        1 - image.Error,
                        image.Confusion.Rows,
                        [.. ObjectFault.Of(image).Take(MostFaults)]
                    )),
            ],
            review.Problems
        );

    private ModelReview? Known(string folder)
    {
        string identity = ModelIdentity.Of(folder);
        lock (access)
            return kept.Find(one => one.Identity == identity).Review;
    }
}
