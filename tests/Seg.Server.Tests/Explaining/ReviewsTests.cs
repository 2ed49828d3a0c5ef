using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Tensors;
using Seg.Server.Explaining;
using Seg.Server.Serving;
using Seg.Server.Tests.Commands;
using Seg.Server.Tests.Models;

namespace Seg.Server.Tests.Explaining;

/// <summary>Reviews are remembered while there is room for them and somebody asks.</summary>
public sealed class ReviewsTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly ManualTime time = new();
    private readonly string other = Path.Combine(small.Folder, "models", $"copy-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(other, recursive: true);

    [Fact]
    public void The_newest_is_always_kept_and_others_as_there_is_room()
    {
        using Reviews wide = Made(mostBytes: 1 << 20);
        Assert.Equal(2, wide.Count);
        using Reviews narrow = Made(mostBytes: 1);
        Assert.Equal(1, narrow.Count);
        var dataset = Dataset.Open(small.Folder);
        Assert.Null(narrow.Find(small.Model, dataset));
        Assert.NotNull(narrow.Find(other, dataset));
    }

    [Fact]
    public void They_go_when_nobody_has_asked_for_a_while()
    {
        using Reviews reviews = Made(mostBytes: 1 << 20);
        var dataset = Dataset.Open(small.Folder);
        time.Pass(TimeSpan.FromMinutes(29));
        Assert.NotNull(reviews.Find(small.Model, dataset));
        time.Pass(TimeSpan.FromMinutes(29));
        Assert.Equal(2, reviews.Count);
        time.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(0, reviews.Count);
    }

    /// <summary>Of the model, and then of a copy.</summary>
    private Reviews Made(long mostBytes)
    {
        Directory.CreateDirectory(other);
        foreach (string file in Directory.EnumerateFiles(small.Model))
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)), overwrite: true);
        var reviews = new Reviews(time, ServeSettings.FromEnvironment() with { ReviewBytes = mostBytes });
        foreach (string folder in (string[])[small.Model, other])
        {
            using var model = TrainedModel.Load(folder, ComputeDevice.Choose());
            reviews.Make(
                model,
                folder,
                Dataset.Open(small.Folder),
                (_, _) => { },
                TestContext.Current.CancellationToken
            );
        }
        return reviews;
    }
}
