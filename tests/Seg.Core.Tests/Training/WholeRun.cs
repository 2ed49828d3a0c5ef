using System.Text;
using Seg.Core.Models;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Training;

/// <summary>What a training leaves in its folder, wherever it was cut off.</summary>
internal static class WholeRun
{
    /// <summary>Each file that is there is whole, and those that make a model are all there or none.</summary>
    /// <param name="folder">Of a training that does not run any more.</param>
    /// <param name="epochs">How many it was to have.</param>
    public static void Check(RunFolder folder, int epochs)
    {
        Assert.False(folder.IsRunning);
        foreach (string weights in new[] { folder.Best, folder.Last }.Where(File.Exists))
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            Assert.NotEmpty(Safetensors.Read(weights).Tensors);
        }
        if (File.Exists(folder.Options))
            Assert.Equal(epochs, TrainOptions.Read(folder.Options).Epochs);
        if (File.Exists(folder.Events))
        {
            // The line that was being written does not count.
            string[] lines = Encoding.UTF8.GetString(File.ReadAllBytes(folder.Events)).Split('\n');
            Assert.Equal(lines.Length - 1, TrainingEvent.Read(folder.Events).Count);
        }
        try
        {
            using TrainedModel model = TrainedModel.Load(folder.Path, TorchSharp.torch.CPU);
            Assert.InRange(model.Description.Epoch, 1, epochs);
        }
        catch (SegException error)
        {
            Assert.Equal("model.missing", error.Code);
            Assert.False(folder.HasWeights);
        }
    }
}
