using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Tensors;

namespace Seg.Server.Models;

/// <summary>What a model is loaded for; models of one folder but of different kinds are different ones.</summary>
/// <param name="Name">Tells it from other kinds.</param>
/// <param name="Load">Loads the model of a folder.</param>
/// <param name="Bytes">How much memory one takes now, with what is kept beside it.</param>
internal sealed record ModelKind<T>(string Name, Func<string, T> Load, Func<T, long> Bytes)
    where T : class, IDisposable;

/// <summary>The kinds of which nothing is kept beside the model.</summary>
internal static class ModelKinds
{
    /// <summary>To predict: folded, which is faster.</summary>
    public static readonly ModelKind<TrainedModel> Folded = new(
        "folded",
        folder => TrainedModel.Load(folder, ComputeDevice.Choose()),
        BytesOf
    );

    /// <summary>With every layer as it was trained, for long work that watches them while other questions are answered.</summary>
    public static readonly ModelKind<TrainedModel> Unfolded = new(
        "unfolded",
        folder => TrainedModel.LoadUnfolded(folder, ComputeDevice.Choose()),
        BytesOf
    );

    /// <summary>The bytes of a model's parameters.</summary>
    public static long BytesOf(TrainedModel model) =>
        model.Network.parameters().Sum(parameter => parameter.numel() * parameter.element_size());
}

/// <summary>Which state of a model is meant: a training that goes on makes another of it.</summary>
internal static class ModelIdentity
{
    /// <summary>Another text for each state of a model.</summary>
    /// <param name="folder">The full path of the model's folder.</param>
    public static string Of(string folder)
    {
        var files = new RunFolder(folder);
        return $"{folder}\n{FileStamp.Of(files.Best)}\n{FileStamp.Of(files.Last)}\n{FileStamp.Of(files.Model)}";
    }
}
