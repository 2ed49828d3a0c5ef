using System.Text;
using Seg.Core.Models;
using Seg.Core.Training;

namespace Seg.Core.Tests.Training;

public sealed class EventLogTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Fact]
    public void Events_come_back_as_they_were_written()
    {
        TrainingEvent[] events =
        [
            new StartEvent(0, 2, 3, "CPU", new SplitStems(["a"], ["b\n\"ü"], [])),
            new StepEvent(1, 2, 0.5, 1e-3, 7.25),
            new EpochEvent(1, 3, 0.25, true, 1.5, null),
            new PreviewEvent(1, "b", "previews/0001_b.png"),
            new EndEvent(EndEvent.Failed, "It failed.", 3, 1, null),
        ];
        using (var log = new EventLog(temp["events.jsonl"]))
        {
            foreach (TrainingEvent happened in events)
                log.Write(happened);
        }
        Assert.Equivalent(events, TrainingEvent.Read(temp["events.jsonl"]), strict: true);
        Assert.Equal(["events.jsonl"], Directory.GetFileSystemEntries(temp.FullPath).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(10000)]
    public void A_line_that_a_kill_cut_off_is_removed(int length)
    {
        var step = new StepEvent(1, 2, 0.5, 1e-3, 7.25);
        string half = new('{', length);
        foreach (string whole in new[] { "", step.ToLine() + "\n" })
        {
            File.WriteAllBytes(temp["events.jsonl"], Encoding.UTF8.GetBytes(whole + half));
            Assert.Equal(whole.Length > 0 ? [step] : [], TrainingEvent.Read(temp["events.jsonl"]));
            new EventLog(temp["events.jsonl"]).Dispose();
            Assert.Equal(whole, File.ReadAllText(temp["events.jsonl"]));
        }
    }

    [Fact]
    public void A_reader_sees_whole_lines_only_and_skips_what_it_does_not_know()
    {
        var step = new StepEvent(1, 2, 0.5, 1e-3, 7.25);
        string lines = $"{{\"type\":\"later\"}}\n\nnot JSON\n{step.ToLine()}\n{{\"type\":\"step\",\"ep";
        File.WriteAllBytes(temp["events.jsonl"], Encoding.UTF8.GetBytes(lines));
        Assert.Equal([step], TrainingEvent.Read(temp["events.jsonl"]));
        Assert.Empty(TrainingEvent.Read(temp["none.jsonl"]));
    }

    public void Dispose() => temp.Dispose();
}
