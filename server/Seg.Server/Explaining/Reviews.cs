using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;

namespace Seg.Server.Explaining;

/// <summary>
/// The reviews that were made last: what has not changed since is not measured again. They are kept up to a number of bytes,
/// the newest always, and until nobody has asked for any for a while.
/// </summary>
internal sealed class Reviews : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    // Nobody scrolls further, and a model that has learned nothing has thousands.
    private const int MostFaults = 50;

    // The newest first.
    private readonly List<(string Identity, ModelReview Review)> kept = [];
    private readonly Lock access = new();
    private readonly ITimer idle;
    private readonly long mostBytes;

    public Reviews(TimeProvider time, ServeSettings settings)
    {
        mostBytes = settings.ReviewBytes;
        idle = time.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (access)
                return kept.Count;
        }
    }

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
            while (kept.Count > 1 && kept.Sum(one => one.Review.Bytes) > mostBytes)
                kept.RemoveAt(kept.Count - 1);
        }
        idle.Change(Patience, Timeout.InfiniteTimeSpan);
        return review;
    }

    public void Dispose() => idle.Dispose();

    /// <summary>A review as it goes over the wire.</summary>
    public static Review Contract(ModelReview review) =>
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
        idle.Change(Patience, Timeout.InfiniteTimeSpan);
        lock (access)
        {
            int place = kept.FindIndex(one => one.Identity == identity);
            if (place < 0)
                return null;
            (string, ModelReview Review) found = kept[place];
            kept.RemoveAt(place);
            kept.Insert(0, found);
            return found.Review;
        }
    }

    private void Clear()
    {
        lock (access)
            kept.Clear();
    }
}
