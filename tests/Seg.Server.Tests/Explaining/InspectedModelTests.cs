using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Server.Explaining;
using Seg.Server.Tests.Commands;
using TorchSharp;

namespace Seg.Server.Tests.Explaining;

public sealed class InspectedModelTests(SmallModel small) : IClassFixture<SmallModel>
{
    [Fact]
    public void What_was_looked_at_is_kept_and_goes_with_the_model()
    {
        var dataset = Dataset.Open(small.Folder);
        long left = Left(_ => { });
        long leftByLooking = Left(Look);
        Assert.Equal(left, leftByLooking);

        void Look(InspectedModel model)
        {
            ExplainedImage first = model.Of(dataset.Find("a"));
            Activations seen = first.Activations;
            model.Of(dataset.Find("b"));
            Assert.Same(first, model.Of(dataset.Find("a")));
            Assert.Same(seen, first.Activations);
        }

        // What loading a model leaves by itself is not our affair here.
        long Left(Action<InspectedModel> look)
        {
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (var model = InspectedModel.Load(small.Model))
                look(model);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    [Fact]
    public void When_there_is_no_room_the_newest_image_alone_is_kept()
    {
        var dataset = Dataset.Open(small.Folder);
        using var model = InspectedModel.Load(small.Model, mostBytes: 1);
        ExplainedImage first = model.Of(dataset.Find("a"));
        Assert.Same(first, model.Of(dataset.Find("a")));
        model.Of(dataset.Find("b"));
        Assert.NotSame(first, model.Of(dataset.Find("a")));
    }
}
