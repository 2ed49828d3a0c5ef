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
    public Task<TrainingProposal> Propose(RunsParams request, CancellationToken stop) =>
        Task.Run(() => Proposals.Of(Dataset.Open(FullPath.Of(request.Folder)), stop), stop);

    /// <summary>Lists the trainings of a dataset, whoever began them.</summary>
    [JsonRpcMethod("runs/list")]
    public Task<RunList> List(RunsParams request, CancellationToken stop) =>
        Task.Run(
            () =>
                new RunList([
                    .. RunFolder
                        .All(Models(request.Folder))
                        .Select(RunSummary.Of)
                        .OfType<RunSummary>()
                        .OrderByDescending(run => run.Started),
                ]),
            stop
        );

    /// <summary>Reads what was asked for in a training.</summary>
    [JsonRpcMethod("runs/options")]
    public Task<TrainOptions> Options(RunParams request, CancellationToken stop) =>
        Task.Run(() => TrainOptions.Read(Find(request.Folder, request.Name).Options), stop);

    /// <summary>Draws samples as a training would make them, beside the images that they are cut from.</summary>
    [JsonRpcMethod("runs/samples")]
    public Task<Samples> DrawSamples(SamplesParams request, CancellationToken stop) =>
        Task.Run(() => SampleSheet.Draw(request, stop), stop);

    /// <summary>Writes the command line that does such a training in a terminal or a batch queue.</summary>
    [JsonRpcMethod("runs/commandLine")]
    public Task<CommandLine> CommandLine(CommandLineParams request, CancellationToken stop) =>
        Task.Run(() => new CommandLine(TrainCommandLine.Of(request)), stop);

    /// <summary>
    /// Starts a training, or lets one go on, as a process that outlives this one. The answer comes when it has begun, or
    /// says why it cannot.
    /// </summary>
    [JsonRpcMethod("runs/start")]
    public Task<RunSummary> Start(StartRunParams request, CancellationToken stop) =>
        Task.Run(() => RunStart.Begin(Dataset.Open(FullPath.Of(request.Folder)), request, stop), stop);

    /// <summary>Asks a training to end after its current step; the model is kept. How it ends is among its events.</summary>
    [JsonRpcMethod("runs/stop")]
    public Task<Done> Stop(RunParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                RunFolder folder = Find(request.Folder, request.Name);
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
    public Task<RunEvents> Follow(FollowRunParams request, CancellationToken stop) =>
        Task.Run(() => RunFollow.Next(Find(request.Folder, request.Name), request.Offset, stop), stop);

    /// <summary>Gives a training that is not running another name.</summary>
    [JsonRpcMethod("runs/rename")]
    public Task<Done> Rename(RenameRunParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                Find(request.Folder, request.Name).Rename(request.To);
                return new Done();
            },
            stop
        );

    /// <summary>Removes a training that is not running, with its model.</summary>
    [JsonRpcMethod("runs/delete")]
    public Task<Done> Delete(RunParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                Find(request.Folder, request.Name).Delete();
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
