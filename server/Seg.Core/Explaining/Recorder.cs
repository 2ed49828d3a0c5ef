using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Explaining;

/// <summary>
/// Keeps what modules give in a forward pass, until it is disposed; then its hooks are gone. To be used in a dispose scope,
/// which frees what was kept and not moved out of it.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private readonly List<Action> removals = [];
    private readonly List<string> order = [];
    private readonly Dictionary<string, Tensor> results = [];

    /// <param name="watched">Modules with a tensor, or two, as input; each by the name under which its result is kept.</param>
    public Recorder(IReadOnlyDictionary<string, Module> watched)
    {
        foreach ((string name, Module module) in watched)
            removals.Add(Watch(name, module));
    }

    /// <summary>The names in the order in which the modules ran, as often as they ran.</summary>
    public IReadOnlyList<string> Order => order;

    /// <summary>The newest result of a module that has run.</summary>
    public Tensor this[string name] => results[name];

    public void Dispose()
    {
        foreach (Action remove in removals)
            remove();
    }

    private Action Watch(string name, Module module) =>
        module switch
        {
            Module<Tensor, Tensor> one => one.register_forward_hook((_, _, result) => Keep(name, result)).remove,
            Module<Tensor, Tensor?, Tensor> two => two.register_forward_hook((_, _, _, r) => Keep(name, r)).remove,
            _ => throw new ArgumentException($"{name} is not a module of one result.", nameof(module)),
        };

    // The network frees the result that it is given. What it gets descends from what is kept, so that autograd knows how
    // the one depends on the other.
    private Tensor Keep(string name, Tensor result)
    {
        order.Add(name);
        results[name] = result.alias();
        return results[name].alias();
    }
}
