using System.Globalization;

namespace Seg.Core.Losses;

/// <summary>A loss that can be named in a <see cref="LossExpression"/>.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Parameters">The arguments it takes, numbers of at least 0, with their defaults.</param>
/// <param name="Make">Makes the term from the values of all parameters, in their order; an <see cref="ArgumentException"/> where they do not fit together.</param>
internal sealed record LossForm(
    string Name,
    IReadOnlyList<(string Name, double Default)> Parameters,
    Func<double[], ILossTerm> Make
)
{
    /// <summary>As it is written, such as <c>focal(gamma=2)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Arguments)})";

    private IEnumerable<string> Arguments =>
        Parameters.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name}={item.Default}"));
}
