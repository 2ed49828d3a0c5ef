using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// A network part that people see as one layer, however many modules it is made of. Nothing behind it changes its result
/// in place, so that a hook may keep it.
/// </summary>
internal interface ILayer;

/// <summary>Layers that follow each other, some of whose results are an encoder's features.</summary>
internal static class LayerSequence
{
    /// <summary>Runs the layers up to the last of those taken, and frees every result that is not taken.</summary>
    /// <param name="layers">Each takes what the one before gives.</param>
    /// <param name="image">For the first layer; it stays the caller's.</param>
    /// <param name="taken">Which layers' results to return, rising.</param>
    public static Tensor[] Features(IList<Module<Tensor, Tensor>> layers, Tensor image, IReadOnlyList<int> taken)
    {
        var features = new List<Tensor>(taken.Count);
        Tensor x = image;
        for (int i = 0; i <= taken[^1]; i++)
        {
            Tensor before = x;
            x = layers[i].call(before);
            if (i > 0 && !taken.Contains(i - 1))
                before.Dispose();
            if (taken.Contains(i))
                features.Add(x);
        }
        return [.. features];
    }
}
