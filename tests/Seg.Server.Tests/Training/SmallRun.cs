using System.Diagnostics;
using System.Runtime.InteropServices;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests.Imaging;

namespace Seg.Server.Tests.Training;

/// <summary>Six small pictures in a folder, and <c>seg train</c> on them as a process of its own.</summary>
internal sealed class SmallRun : IDisposable
{
    /// <summary>An epoch that never ends, for what must not wait for its end.</summary>
    public static readonly string[] Endless = ["--epochs", "9", "--steps-per-epoch", "100000"];

    private readonly bool isOwner;
    private readonly List<Process> processes = [];

    public SmallRun(string? folder = null)
    {
        isOwner = folder is null;
        FullPath = folder ?? Directory.CreateTempSubdirectory("seg-run-").FullName;
        var random = new Random(1);
        for (int i = 0; i < 6; i++)
        {
            Raster<byte> image = Rasters.Filled<byte>(64, 64, 40);
            Raster<byte> mask = Rasters.Filled<byte>(64, 64, 0);
            (int x, int y) = (random.Next(12, 52), random.Next(12, 52));
            image.Disc<byte>(x, y, 12, 160);
            mask.Disc<byte>(x, y, 12, 1);
            ImageFile.Write(Path.Combine(FullPath, "images", $"i{i}.png"), image);
            MaskFile.Write(Path.Combine(FullPath, "masks", $"i{i}.png"), mask);
        }
        DatasetInit.Create(FullPath, ["background", "disc"]);
    }

    public string FullPath { get; }

    public RunFolder Folder(string name) => RunFolder.Of(Path.Combine(FullPath, "models"), name);

    public IReadOnlyList<TrainingEvent> Events(string name) => TrainingEvent.Read(Folder(name).Events);

    public EndEvent End(string name) => Assert.IsType<EndEvent>(Events(name)[^1]);

    /// <summary>The command line of a training that takes a second, or of what a test makes of it.</summary>
    public string[] Arguments(string name, params string[] more)
    {
        (string Option, string Value)[] usual =
        [
            ("--encoder", "plain"),
            ("--crop", "32"),
            ("--batch", "2"),
            ("--threads", "1"),
            ("--epochs", "4"),
            ("--steps-per-epoch", "2"),
        ];
        var added = usual.Where(o => !more.Contains(o.Option) && !more.Contains("--resume"));
        return ["train", FullPath, "--name", name, .. added.SelectMany(o => new[] { o.Option, o.Value }), .. more];
    }

    public Task<SegProcess> Train(string name, params string[] more) => SegProcess.Run(Arguments(name, more));

    /// <summary>Starts a training and waits until an event of it is written.</summary>
    public async Task<Process> StartUntil<T>(string name, params string[] more)
        where T : TrainingEvent
    {
        int before = Events(name).OfType<T>().Count();
        Process process = Start(name, more);
        while (!process.HasExited && Events(name).OfType<T>().Count() == before)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        return process;
    }

    public Process Start(string name, params string[] more)
    {
        Process process = SegProcess.Start(Arguments(name, more));
        processes.Add(process);
        return process;
    }

    public static void Send(Process process, PosixSignal signal) =>
        Assert.Equal(0, Kill(process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    public void Dispose()
    {
        foreach (Process process in processes)
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException) { } // ended and disposed, as it should have
        }
        if (isOwner)
            Directory.Delete(FullPath, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
