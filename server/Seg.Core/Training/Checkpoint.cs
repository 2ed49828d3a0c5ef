using System.Globalization;
using Seg.Core.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>How far a run is.</summary>
/// <param name="Step">Finished optimizer steps.</param>
/// <param name="BestEpoch">The epoch of <c>best.safetensors</c>, from 1; 0: none.</param>
/// <param name="BestScore">Its mean IoU on the validation images.</param>
internal sealed record RunPosition(int Step = 0, int BestEpoch = 0, double BestScore = double.NegativeInfinity);

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
        using var scope = NewDisposeScope();
        Safetensors.Write(path, network.state_dict(), Metadata(position));
    }

    public static void SaveAll(string path, UNet network, AdamW optimizer, RunPosition position)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = network.state_dict();
        foreach ((string key, AdamW.State state) in States(network, optimizer))
        {
            tensors[First + key] = state.exp_avg;
            tensors[Second + key] = state.exp_avg_sq;
        }
        Safetensors.Write(path, tensors, Metadata(position));
    }

    /// <exception cref="SegException"><c>weights.mismatch</c>: weights of another network.</exception>
    public static void LoadWeights(UNet network, string path)
    {
        using var scope = NewDisposeScope();
        Copy(network, Safetensors.Read(path).Tensors, path);
    }

    public static RunPosition LoadAll(string path, UNet network, AdamW optimizer)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        Copy(network, tensors, path);
        RunPosition position = Position(metadata);
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

    private static Dictionary<string, string> Metadata(RunPosition position) =>
        new()
        {
            ["format"] = "pt",
            ["step"] = position.Step.ToString(CultureInfo.InvariantCulture),
            ["bestEpoch"] = position.BestEpoch.ToString(CultureInfo.InvariantCulture),
            ["bestScore"] = position.BestScore.ToString("R", CultureInfo.InvariantCulture),
        };

    private static RunPosition Position(Dictionary<string, string> metadata) =>
        new(
            int.Parse(metadata["step"], CultureInfo.InvariantCulture),
            int.Parse(metadata["bestEpoch"], CultureInfo.InvariantCulture),
            double.Parse(metadata["bestScore"], CultureInfo.InvariantCulture)
        );
}
