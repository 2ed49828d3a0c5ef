using Seg.Server.Output;

namespace Seg.Server.Tests.Output;

public sealed class TerminalTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void People_get_text_and_scripts_one_JSON_document()
    {
        foreach (bool isJson in new[] { false, true })
        {
            var terminal = new Terminal(output, error, isInteractive: false, isJson);
            terminal.Line("12 images.");
            terminal.Table(
                [new("name"), new("size", IsNumber: true)],
                [
                    ["a", "7"],
                ]
            );
            terminal.Json(new { ImageCount = 12, Name = "Zürich \"µm\"" });
            output.WriteLine("--");
        }

        Assert.Equal(
            """
            12 images.
            name  size
            a        7
            --
            {"imageCount":12,"name":"Zürich \"µm\""}
            --

            """,
            output.ToString()
        );
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void No_name_reaches_the_terminal_with_what_would_command_it()
    {
        const string name = "a\u001b[2J\nerror: b";
        var terminal = new Terminal(output, error, isInteractive: false, isJson: false);
        terminal.Line(name);
        terminal.Table(
            [new(name)],
            [
                [name],
            ]
        );
        terminal.Progress(view =>
        {
            view.Line(name);
            return 0;
        });
        terminal.Warning(name);
        terminal.Error("code", name);
        terminal.Details($"{name}\nat b");
        new Terminal(output, error, isInteractive: false, isJson: true).Json(new { name });

        string all = output.ToString() + error;
        Assert.DoesNotContain('\u001b', all);
        Assert.Equal(9 + 1, all.Split('\n').Length - 1); // a line for each, and the details have one end of line of their own
        Assert.Equal(7, all.Split(@"\u001b[2J").Length - 1);
        Assert.Contains(@"a\u001B[2J\nerror: b", all); // JSON has ways of its own
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Progress_never_mixes_with_JSON(bool isJson)
    {
        var terminal = new Terminal(output, error, isInteractive: false, isJson);

        int result = terminal.Progress(view =>
        {
            view.Line("epoch 1");
            return 5;
        });

        Assert.Equal(5, result);
        Assert.Equal("epoch 1\n", (isJson ? error : output).ToString());
        Assert.Empty((isJson ? output : error).ToString());
    }

    [Fact]
    public void A_log_gets_a_line_for_each_tenth_of_long_work_only()
    {
        var clock = new Clock();
        var view = new LinesView(output, clock);
        view.Report("quick", 100, 100);
        clock.Now += TimeSpan.FromSeconds(3).Ticks;
        for (int step = 0; step <= 40; step++)
            view.Report("training", step, 40);

        string[] lines = output.ToString().TrimEnd().Split('\n');

        Assert.Equal(10, lines.Length);
        Assert.Equal("training: 4 of 40", lines[0]);
        Assert.Equal("training: 40 of 40", lines[9]);
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
