using Spectre.Console;

namespace Seg.Server.Output;

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

    public void Line(string text) => console.WriteLine(text);
}
