using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;
using Seg.Server.Runs;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Trainings: each is a process of its own, known by its folder alone.</summary>
internal sealed class RunsHandler
{
    /// <summary>What the form of a new training shows: reads all labelled images and their masks.</summary>
    [JsonRpcMethod("runs/propose")]
    public Task<TrainingProposal> Propose(RunsParams given, CancellationToken stop) =>
        Task.Run(() => Proposals.Of(Dataset.Open(FullPath.Of(given.Folder)), stop), stop);

    /// <summary>Lists the trainings of a dataset, whoever began them.</summary>
    [JsonRpcMethod("runs/list")]
    public Task<RunList> List(RunsParams given, CancellationToken stop) =>
        Task.Run(
            () =>
                new RunList([
                    .. RunFolder
                        .All(Models(given.Folder))
                        .Select(RunSummary.Of)
                        .OfType<RunSummary>()
                        .OrderByDescending(run => run.Started),
                ]),
            stop
        );

    /// <summary>Reads what was asked for in a training.</summary>
    [JsonRpcMethod("runs/options")]
    public Task<TrainOptions> Options(RunParams given, CancellationToken stop) =>
        Task.Run(() => TrainOptions.Read(Find(given.Folder, given.Name).Options), stop);

    /// <summary>Draws samples as a training would make them, beside the images that they are cut from.</summary>
    [JsonRpcMethod("runs/samples")]
    public Task<Samples> DrawSamples(SamplesParams given, CancellationToken stop) =>
        Task.Run(() => SampleSheet.Draw(given, stop), stop);

    /// <summary>Writes the command line that does such a training in a terminal or a batch queue.</summary>
    [JsonRpcMethod("runs/commandLine")]
    public Task<CommandLine> CommandLine(CommandLineParams given, CancellationToken stop) =>
        Task.Run(() => new CommandLine(TrainCommandLine.Of(given)), stop);

    /// <summary>
    /// Starts a training, or lets one go on, as a process that outlives this one. The answer comes when it has begun, or
    /// says why it cannot.
    /// </summary>
    [JsonRpcMethod("runs/start")]
    public Task<RunSummary> Start(StartRunParams given, CancellationToken stop) =>
        Task.Run(() => RunStart.Begin(Dataset.Open(FullPath.Of(given.Folder)), given, stop), stop);

    /// <summary>Asks a training to end after its current step; the model is kept. How it ends is among its events.</summary>
    [JsonRpcMethod("runs/stop")]
    public Task<Done> Stop(RunParams given, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                RunFolder folder = Find(given.Folder, given.Name);
                if (!folder.IsRunning)
                    throw new SegException("stop.idle", $"\"{folder.Name}\" is not being trained.");
                folder.RequestStop();
                return new Done();
            },
            stop
        );

    /// <summary>
    /// Reads the events of a training from a place on. Without new ones it answers when one comes or the state changes,
    /// after 20 seconds at the latest; of a training that is not running it answers sooner.
    /// </summary>
    [JsonRpcMethod("runs/follow")]
    public Task<RunEvents> Follow(FollowRunParams given, CancellationToken stop) =>
        Task.Run(() => RunFollow.Next(Find(given.Folder, given.Name), given.Offset, stop), stop);

    /// <summary>Gives a training that is not running another name.</summary>
    [JsonRpcMethod("runs/rename")]
    public Task<Done> Rename(RenameRunParams given, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                Find(given.Folder, given.Name).Rename(given.To);
                return new Done();
            },
            stop
        );

    /// <summary>Removes a training that is not running, with its model.</summary>
    [JsonRpcMethod("runs/delete")]
    public Task<Done> Delete(RunParams given, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                Find(given.Folder, given.Name).Delete();
                return new Done();
            },
            stop
        );

    private static string Models(string folder) => Dataset.ModelsIn(FullPath.Of(folder));

    // Looked for among those that there are, so that no name leads out of the folder.
    private static RunFolder Find(string folder, string name) =>
        RunFolder.All(Models(folder)).FirstOrDefault(run => run.Name == name && File.Exists(run.Options))
        ?? throw new SegException("runs.missing", $"There is no training \"{name}\" in {Models(folder)} any more.");
}
