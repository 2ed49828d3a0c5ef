using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Models;

/// <summary>
/// Weights on disk. Keys are the network's own; <c>last.safetensors</c> also holds AdamW's two moments of each parameter
/// as <c>optimizer.exp_avg.KEY</c> and <c>optimizer.exp_avg_sq.KEY</c>, and the position in its metadata.
/// </summary>
internal static class Checkpoint
{
    private const string First = "optimizer.exp_avg.";
    private const string Second = "optimizer.exp_avg_sq.";

    public static void SaveWeights(string path, UNet network, RunPosition position)
    {
        using var scope = ComputeScope.Open();
        Safetensors.Write(path, network.state_dict(), position.ToMetadata());
    }

    public static void SaveAll(string path, UNet network, AdamW optimizer, RunPosition position)
    {
        using var scope = ComputeScope.Open();
        Dictionary<string, Tensor> tensors = network.state_dict();
        foreach ((string key, AdamW.State state) in States(network, optimizer))
        {
            tensors[First + key] = state.exp_avg;
            tensors[Second + key] = state.exp_avg_sq;
        }
        Safetensors.Write(path, tensors, position.ToMetadata());
    }

    /// <summary>Whether all that <see cref="SaveAll"/> would write are numbers, and not infinite.</summary>
    public static bool IsFinite(UNet network, AdamW optimizer)
    {
        using var scope = ComputeScope.Open();
        return network
            .state_dict()
            .Values.Concat(States(network, optimizer).SelectMany(s => new[] { s.State.exp_avg, s.State.exp_avg_sq }))
            .All(TensorConversion.AreFinite);
    }

    /// <returns>What the file says of its weights.</returns>
    /// <exception cref="SegException"><c>weights.file</c>, or <c>weights.mismatch</c>: weights of another network.</exception>
    public static Dictionary<string, string> LoadWeights(UNet network, string path)
    {
        using var scope = ComputeScope.Open();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        Copy(network, tensors, path);
        return metadata;
    }

    /// <summary>Loads what <see cref="SaveAll"/> wrote. Which epoch is the best is taken from the best weights themselves.</summary>
    /// <exception cref="SegException"><c>weights.file</c> or <c>weights.mismatch</c>.</exception>
    public static RunPosition LoadRun(RunFolder folder, UNet network, AdamW optimizer)
    {
        RunPosition last = LoadAll(folder.Last, network, optimizer);
        RunPosition best = File.Exists(folder.Best)
            ? RunPosition.From(Safetensors.ReadMetadata(folder.Best), folder.Best)
            : new RunPosition();
        return last with { BestEpoch = best.BestEpoch, BestScore = best.BestScore, Validation = best.Validation };
    }

    internal static RunPosition LoadAll(string path, UNet network, AdamW optimizer)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        Copy(network, tensors, path);
        RunPosition position = RunPosition.From(metadata, path);
        foreach ((string key, AdamW.State state) in States(network, optimizer))
        {
            if (
                !tensors.TryGetValue(First + key, out Tensor? first)
                || !tensors.TryGetValue(Second + key, out Tensor? second)
            )
                continue; // a layer that was frozen then and learns now begins without moments
            state.exp_avg.copy_(first);
            state.exp_avg_sq.copy_(second);
            state.step = position.Step;
        }
        return position;
    }

    private static void Copy(UNet network, Dictionary<string, Tensor> tensors, string path)
    {
        using var _ = no_grad();
        foreach ((string key, Tensor target) in network.state_dict())
        {
            if (!tensors.TryGetValue(key, out Tensor? source) || !source.shape.SequenceEqual(target.shape))
                throw new SegException(
                    "weights.mismatch",
                    $"{path} does not fit its model.json: \"{key}\" is missing or of another size. The files belong to different models."
                );
            target.copy_(source);
        }
    }

    // The optimizer lists its states in the order of the parameters it was given.
    private static IEnumerable<(string Key, AdamW.State State)> States(UNet network, AdamW optimizer)
    {
        Dictionary<IntPtr, string> keys = network.named_parameters().ToDictionary(p => p.parameter.Handle, p => p.name);
        return optimizer
            .parameters()
            .Zip(optimizer.state_dict().State, (parameter, state) => (keys[parameter.Handle], (AdamW.State)state));
    }
}
