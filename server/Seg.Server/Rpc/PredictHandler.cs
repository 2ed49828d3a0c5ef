using Seg.Core.Datasets;
using Seg.Core.Prediction;
using Seg.Server.Models;
using Seg.Server.Predictions;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>What models say of images.</summary>
internal sealed class PredictHandler(ModelStore models)
{
    /// <summary>
    /// Predicts images and writes masks and tables. An image that cannot be read is reported in the answer and the rest goes on;
    /// when it is cancelled, what is finished stays.
    /// </summary>
    [JsonRpcMethod("predict/images")]
    public async Task<PredictionReport> Images(PredictParams request, CancellationToken stop)
    {
        string folder = FullPath.Of(request.Model);
        (PredictionSource source, PredictionFolder target) = await Look(Find, stop).ConfigureAwait(false);
        int total = source.Files.Count;
        return await models
            .Use(
                ModelKinds.Folded,
                folder,
                total == 1 && !Dataset.HasPages(source.Files[0]) ? WorkLength.Short : WorkLength.Long,
                (trained, pause) =>
                {
                    using var run = new PredictionRun(trained, target) { Page = source.Page, BetweenPages = pause };
                    PredictionReport report = run.Predict(
                        source.Files,
                        done => request.Progress.Report(new(done, total)),
                        stop
                    );
                    stop.ThrowIfCancellationRequested();
                    return report;
                },
                stop
            )
            .ConfigureAwait(false);

        (PredictionSource, PredictionFolder) Find()
        {
            var found = PredictionSource.Of([.. request.Inputs.Select(FullPath.Of)], request.IncludesLabelled);
            return (found, PredictionFolder.Of(found, folder, asked: null));
        }
    }

    /// <summary>Says whether images are of the kind that a model was trained on.</summary>
    [JsonRpcMethod("predict/fit")]
    public Task<ModelFitResult> Fit(ModelFitParams request, CancellationToken stop) =>
        Look(
            () =>
                new ModelFitResult(
                    ModelFit.Differences(
                        FullPath.Of(request.Model),
                        PredictionSource.Of([.. request.Inputs.Select(FullPath.Of)], request.IncludesLabelled)
                    )
                ),
            stop
        );

    /// <summary>Predicts what was left undone in a folder when a program was killed, as it was to be predicted.</summary>
    [JsonRpcMethod("predict/finish")]
    public async Task<Done> Finish(FinishParams request, CancellationToken stop)
    {
        string model = FullPath.Of(request.Model);
        string folder = FullPath.Of(request.Folder);
        (UnfinishedPrediction How, IReadOnlyList<string> Files)[] left = await Look(
                () => PredictionList.Unfinished(model, folder).ToArray(),
                stop
            )
            .ConfigureAwait(false);
        return await models
            .Use(
                ModelKinds.Folded,
                model,
                WorkLength.Long,
                (trained, pause) =>
                {
                    int total = left.Sum(one => one.Files.Count);
                    int before = 0;
                    foreach ((UnfinishedPrediction how, IReadOnlyList<string> files) in left)
                    {
                        using var run = new PredictionRun(trained, PredictionFolder.In(folder, model))
                        {
                            Page = how.Page,
                            HasOverlays = how.HasOverlays,
                            BetweenPages = pause,
                        };
                        run.Predict(files, done => request.Progress.Report(new(before + done, total)), stop);
                        stop.ThrowIfCancellationRequested();
                        before += files.Count;
                    }
                    return new Done();
                },
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Lists what a model has predicted in a folder, with scores where there are labels.</summary>
    [JsonRpcMethod("predict/list")]
    public Task<Contract.Predictions> List(PredictionsParams request, CancellationToken stop) =>
        Task.Run(() => PredictionList.Of(FullPath.Of(request.Model), FullPath.Of(request.Folder), stop), stop);

    /// <summary>Reads the objects of an image that was predicted.</summary>
    [JsonRpcMethod("predict/objects")]
    public Task<ObjectList> Objects(ObjectsParams request, CancellationToken stop) =>
        Task.Run(
            () =>
                PredictionList.Objects(
                    FullPath.Of(request.Model),
                    FullPath.Of(request.Folder),
                    request.File,
                    request.Page
                ),
            stop
        );

    /// <summary>Draws what a model thinks of each pixel: 8-bit gray, where 255 stands for 1.</summary>
    [JsonRpcMethod("predict/map")]
    public Task<RenderResult> Map(MapParams request, CancellationToken stop)
    {
        string folder = FullPath.Of(request.Model);
        string file = FullPath.Of(request.File);
        var rendered = new RenderFolder(FullPath.Of(request.Folder));
        string identity = FormattableString.Invariant($"{ModelIdentity.Of(folder)}\n{request.Shown}");
        return models.Use(
            ModelKinds.Folded,
            folder,
            WorkLength.Short,
            (trained, _) =>
            {
                if (request.Shown is { } shown && (shown < 0 || shown >= trained.Description.Classes.Count))
                    throw new Core.SegException("predict.class", $"The model {folder} has no class {shown}.");
                return rendered.Render(file, request.Page, identity, Draw, stop);

                RenderFolder.Drawn Draw()
                {
                    using var predictor = new Predictor(trained.Network, trained.Description, trained.Device);
                    RenderFolder.Drawn image = RenderFolder.Read(file, request.Page);
                    return image with { Picture = predictor.Map(image.Picture, request.Shown, stop) };
                }
            },
            stop
        );
    }

    /// <summary>Predicts the unlabelled images of a dataset and ranks them by what labelling them would teach the model.</summary>
    [JsonRpcMethod("predict/rank")]
    public async Task<Ranking> Rank(RankParams request, CancellationToken stop)
    {
        string folder = FullPath.Of(request.Model);
        var dataset = await Look(() => Dataset.Open(FullPath.Of(request.Folder)), stop).ConfigureAwait(false);
        return await models
            .Use(
                ModelKinds.Folded,
                folder,
                WorkLength.Long,
                (trained, pause) =>
                {
                    using var run = new RankingRun(trained, dataset);
                    run.Rank(
                        PredictionFolder.In(dataset.Folder, folder),
                        (done, total) =>
                        {
                            request.Progress.Report(new(done, total));
                            pause();
                        },
                        stop
                    );
                    return Rankings.Newest(dataset);
                },
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Reads the ranking that was made last.</summary>
    [JsonRpcMethod("predict/ranking")]
    public Task<Ranking> NewestRanking(ReadDatasetParams request, CancellationToken stop) =>
        Task.Run(() => Rankings.Newest(Dataset.Open(FullPath.Of(request.Folder))), stop);

    /// <summary>
    /// Opening a dataset may wait for another program that changes its classes: neither where requests come in, nor while
    /// others wait for their turn, and whoever does not want it any more need not wait.
    /// </summary>
    private static Task<T> Look<T>(Func<T> look, CancellationToken stop) => Task.Run(look, stop).WaitAsync(stop);
}
