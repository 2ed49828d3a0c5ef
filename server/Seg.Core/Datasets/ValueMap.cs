namespace Seg.Core.Datasets;

/// <summary>What the values of masks become when the list of classes is edited.</summary>
internal sealed class ValueMap
{
    private readonly byte[] values = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
    private readonly HashSet<int> taken = [];
    private readonly int before;

    /// <param name="before">How many classes there are until now.</param>
    /// <param name="previous">Of each new class the value until now; each occurs once and is below <paramref name="before"/>.</param>
    public ValueMap(int before, IReadOnlyList<int?> previous)
    {
        this.before = before;
        Removed = [.. Enumerable.Range(0, before).Except(previous.Select(value => value ?? before))];
        for (int i = 0; i < previous.Count; i++)
        {
            if (previous[i] is not { } value)
                continue;
            values[value] = (byte)i;
            taken.Add(i);
        }
    }

    /// <summary>The values of classes that are not in the list any more, ascending.</summary>
    public IReadOnlyList<int> Removed { get; }

    /// <summary>Whether every class keeps its value, so that no mask needs to be looked at.</summary>
    public bool KeepsAll => Removed.Count == 0 && Enumerable.Range(0, 256).All(value => !Changes(value));

    public bool Changes(int value) => values[value] != value;

    /// <summary>Whether a value that no class has had so far would come to mean a class that has meant something else.</summary>
    public bool Confuses(int value) => value >= before && taken.Contains(value);

    public void Apply(Span<byte> mask)
    {
        foreach (ref byte value in mask)
            value = values[value];
    }
}
