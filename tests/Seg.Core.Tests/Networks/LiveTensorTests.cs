using Seg.Core.Augmentation;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Training;
using Seg.Core.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class LiveTensorTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("mobilenet_v1")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    [InlineData("efficientnet_b0")]
    [InlineData("inception_v3")]
    public void Training_steps_leave_no_tensors_behind(string encoder)
    {
        using UNet network = new(encoder, channels: 3, classes: 3);
        ChannelsLast.Apply(network);
        using var normalizer = new Normalizer(InputStatistics.Centred(3), CPU);
        using var optimizer = new OptimizerPlan(network, new TrainOptions());
        var step = new TrainingStep(network, normalizer, LossExpression.Parse("ce + dice", 3), optimizer, CPU);
        var batch = new Batch(new float[2 * 32 * 32 * 3], new byte[2 * 32 * 32], 2, 32, 32, 3);

        long afterOne = LiveAfter(1);
        Assert.Equal(afterOne, LiveAfter(4));

        long LiveAfter(int steps)
        {
            for (int i = 0; i < steps; i++)
                step.Run(batch, new ConfusionMatrix(3));
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
    }

    [Fact]
    public void Reading_and_writing_weights_leaves_no_tensors_behind()
    {
        using var folder = new TempFolder();
        using UNet network = new("plain", channels: 1, classes: 2);
        ChannelsLast.Apply(network);
        string path = folder["weights.safetensors"];
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Dictionary<string, Tensor> state = network.state_dict();
        long withState = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Safetensors.Write(path, state);
        Assert.Equal(withState, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        foreach (Tensor tensor in Safetensors.Read(path).Tensors.Values)
            tensor.Dispose();
        Assert.Equal(withState, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(before, withState);
    }
}
