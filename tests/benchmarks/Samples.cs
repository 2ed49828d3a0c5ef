namespace Seg.Benchmarks;

/// <summary>The rates of one thing over several short rounds, and the middle one: a round that something disturbed does not count.</summary>
internal sealed class Samples
{
    private readonly List<double> rates = [];

    public double Middle => rates.Order().ElementAt(rates.Count / 2);

    public void Add(double rate) => rates.Add(rate);
}
