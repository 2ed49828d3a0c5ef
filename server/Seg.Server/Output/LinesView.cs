using System.Globalization;

namespace Seg.Server.Output;

/// <summary>Progress as plain lines, for logs: one whenever another tenth is done; none for what is done in a moment.</summary>
internal sealed class LinesView(TextWriter output, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly long start = clock.GetTimestamp();
    private readonly Dictionary<string, int> tenths = [];

    public void Report(string what, double done, double total)
    {
        int tenth = total > 0 ? (int)Math.Floor(10 * done / total) : 0;
        lock (tenths)
        {
            if (tenth <= tenths.GetValueOrDefault(what) || clock.GetElapsedTime(start) < Moment)
                return;
            tenths[what] = tenth;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {done:0.#} of {total:0.#}"));
        }
    }

    public void Line(string text)
    {
        lock (tenths)
            output.WriteLine(text);
    }
}
