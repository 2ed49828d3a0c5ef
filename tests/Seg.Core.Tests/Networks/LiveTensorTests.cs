using Seg.Core.Losses;
using Seg.Core.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class LiveTensorTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("mobilenet_v2")]
    public void Training_steps_leave_no_tensors_behind(string encoder)
    {
        using UNet network = new(encoder, channels: 3, classes: 3);
        ChannelsLast.Apply(network);
        using var normalizer = new Normalizer(InputStatistics.Centred(3), CPU);
        using var optimizer = optim.AdamW(network.parameters());
        ILoss loss = LossExpression.Parse("ce + dice", 3);
        var pixels = new float[2 * 32 * 32 * 3];
        var labels = new byte[2 * 32 * 32];

        long afterOne = LiveAfter(1);
        Assert.Equal(afterOne, LiveAfter(4));

        long LiveAfter(int steps)
        {
            for (int i = 0; i < steps; i++)
                Step();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        void Step()
        {
            using var scope = NewDisposeScope();
            using Tensor images = TensorBorder.Images(pixels, 2, 32, 32, 3, CPU);
            using Tensor truth = TensorBorder.Labels(labels, 2, 32, 32, CPU);
            Tensor value = loss.Compute(network.call(normalizer.Apply(images)), truth);
            optimizer.zero_grad();
            value.backward();
            optimizer.step();
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
