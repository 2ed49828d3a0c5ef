using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Reporting;
using Seg.Server.Explaining;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>What would make a model better, and where it is wrong.</summary>
internal sealed class AdviceHandler(ModelStore models, Reviews reviews)
{
    /// <summary>Measures a model on the labelled images that it knows of; what was measured already is answered at once.</summary>
    [JsonRpcMethod("advice/review")]
    public async Task<Review> Review(ReviewParams request, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(request.Dataset, request.Model, stop).ConfigureAwait(false);
        return Reviews.Contract(
            await Review(run, dataset, (done, total) => request.Progress.Report(new(done, total)), stop)
                .ConfigureAwait(false)
        );
    }

    /// <summary>Draws where label and prediction differ, or the pixels of one cell of the confusion matrix: 255 there, 0 elsewhere.</summary>
    [JsonRpcMethod("advice/errors")]
    public async Task<RenderResult> Errors(ErrorsParams request, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(request.Of.Dataset, request.Of.Model, stop).ConfigureAwait(false);
        ModelReview review = await Review(run, dataset, (_, _) => { }, stop).ConfigureAwait(false);
        MeasuredImage image =
            review.Images.FirstOrDefault(one => one.Stem == request.Of.Image)
            ?? throw new SegException(
                "advice.image",
                $"\"{request.Of.Image}\" is no labelled image that \"{request.Of.Model}\" was trained or measured with, so there is nothing to compare."
            );
        return await Task.Run(() => Subject.Of(request.Of).Render(Kind(), Draw, stop), stop).ConfigureAwait(false);

        // The picture changes with the label too, which is no part of a picture's name.
        string Kind() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"errors\n{FileStamp.Of(image.Image.MaskPath)} {image.Image.State}\n{request.Cell}"
            );

        Raster Draw() => ErrorMap.Draw(image.Image.ReadLabels(), image.ReadPrediction(), request.Cell);
    }

    /// <summary>Draws how unsure a model is of each pixel, the entropy of its probabilities: 255 stands for 1.</summary>
    [JsonRpcMethod("advice/uncertainty")]
    public async Task<RenderResult> Uncertainty(UncertaintyParams request, CancellationToken stop)
    {
        Subject subject = await Task.Run(() => Subject.Of(request.Of), stop).ConfigureAwait(false);
        return subject.Find("uncertainty")
            ?? await models
                .Use(
                    ModelKinds.Folded,
                    subject.Model,
                    WorkLength.Short,
                    (model, _) => subject.Render("uncertainty", () => Draw(model), stop),
                    stop
                )
                .ConfigureAwait(false);

        Raster Draw(TrainedModel model)
        {
            using var predictor = new Predictor(model.Network, model.Description, model.Device);
            return predictor.Map(subject.Image.ReadImage(), shown: null, stop);
        }
    }

    /// <summary>Writes a report of a model as one HTML file.</summary>
    [JsonRpcMethod("advice/report")]
    public async Task<Done> Report(ReportParams request, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(request.Dataset, request.Model, stop).ConfigureAwait(false);
        string file = FullPath.Of(request.File);
        ModelReview review = await Review(run, dataset, Report, stop).ConfigureAwait(false);
        return await models.Use(ModelKinds.Unfolded, run.Path, WorkLength.Long, Write, stop).ConfigureAwait(false);

        Done Write(TrainedModel model, Action pause)
        {
            // A training may have gone on since; scores and pictures are of the same weights.
            ModelReview measured =
                review.Weights == model.Weights
                    ? review
                    : ModelReview.Measure(model, run, dataset, known: null, Report, stop);
            new ModelReport(measured, model).Write(
                file,
                Path.GetFileName(dataset.Folder),
                DateTimeOffset.Now,
                (done, total) =>
                {
                    Report(done, total);
                    pause();
                },
                stop
            );
            return new Done();
        }

        void Report(int done, int total) => request.Progress.Report(new(done, total));
    }

    private async Task<ModelReview> Review(
        RunFolder run,
        Dataset dataset,
        Action<int, int> progress,
        CancellationToken stop
    )
    {
        return await Task.Run(() => reviews.Find(run.Path, dataset), stop).ConfigureAwait(false)
            ?? await models.Use(ModelKinds.Folded, run.Path, WorkLength.Long, Make, stop).ConfigureAwait(false);

        ModelReview Make(TrainedModel model, Action pause) =>
            reviews.Make(
                model,
                run.Path,
                dataset,
                (done, total) =>
                {
                    progress(done, total);
                    pause();
                },
                stop
            );
    }

    private static Task<(RunFolder, Dataset)> Find(string folder, string name, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                var dataset = Dataset.Open(FullPath.Of(folder));
                return (Subject.ModelOf(dataset, name), dataset);
            },
            stop
        );
}
