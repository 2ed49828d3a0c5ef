using System.Globalization;
using Seg.Core.Files;
using Spectre.Console;

namespace Seg.Server.Output;

/// <summary>Shows how far long work is. May be called from any thread.</summary>
internal interface IProgressView
{
    /// <summary>So much of something is done: a bar of its own for each <paramref name="what"/>.</summary>
    void Report(string what, double done, double total);

    /// <summary>A line that stays, above the bars.</summary>
    void Line(string text);
}

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
            output.WriteLine(Printable.Of(text));
    }
}

/// <summary>Progress as bars on a terminal, with the time that is left.</summary>
internal sealed class BarsView(IAnsiConsole console, ProgressContext bars) : IProgressView
{
    private readonly Dictionary<string, ProgressTask> tasks = [];

    public static T Show<T>(IAnsiConsole console, Func<IProgressView, T> work) =>
        console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(bars => work(new BarsView(console, bars)));

    public void Report(string what, double done, double total)
    {
        lock (tasks)
        {
            if (!tasks.TryGetValue(what, out ProgressTask? task))
                tasks[what] = task = bars.AddTask(Markup.Escape(what));
            task.MaxValue = total;
            task.Value = done;
        }
    }

    public void Line(string text) => console.WriteLine(Printable.Of(text));
}
