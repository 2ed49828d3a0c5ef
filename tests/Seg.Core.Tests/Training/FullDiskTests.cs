using Seg.Core.Models;
using Seg.Core.Training;

namespace Seg.Core.Tests.Training;

/// <summary>The events on a disk without room; whole runs are tested from outside.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public void The_last_event_finds_room_and_no_line_is_cut()
    {
        using TinyDisk disk = TinyDisk.Mount(megabytes: 1);
        string file = Path.Combine(disk.FullPath, "events.jsonl");
        var end = new EndEvent(EndEvent.Failed, "The disk is full.", 3, 1, null);
        int written = 0;
        using (var log = new EventLog(file))
        {
            disk.Fill();
            var error = Assert.Throws<SegException>(() =>
            {
                while (written < 100_000)
                {
                    log.Write(new StepEvent(1, written, 0.5, 1e-3, 7.25));
                    written++;
                }
            });
            Assert.Equal("file.write", error.Code);
            Assert.Contains("continue the training", error.Message);
            log.Write(end);
        }
        Assert.Equal(Enumerable.Range(0, written), TrainingEvent.Read(file).OfType<StepEvent>().Select(e => e.Step));
        Assert.Equal(written + 1, File.ReadAllLines(file).Length);
        Assert.Equal(end, TrainingEvent.Read(file)[^1]);
    }

    [Fact]
    public void A_disk_that_is_full_from_the_start_is_reported()
    {
        using TinyDisk disk = TinyDisk.Mount(megabytes: 1);
        disk.Fill();
        string file = Path.Combine(disk.FullPath, "events.jsonl");
        Assert.Equal("file.write", Assert.Throws<SegException>(() => new EventLog(file)).Code);
        disk.Free();
        new EventLog(file).Dispose();
    }
}
