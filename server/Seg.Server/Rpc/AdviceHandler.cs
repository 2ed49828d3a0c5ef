using System.Globalization;
using OpenCvSharp;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Reporting;
using Seg.Core.Tensors;
using Seg.Server.Explaining;
using Seg.Server.Predictions;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>What would make a model better, and where it is wrong.</summary>
internal sealed class AdviceHandler : IDisposable
{
    private readonly ModelInUse<TrainedModel> models = new(folder => TrainedModel.Load(folder, ComputeDevice.Choose()));
    private readonly Reviews reviews = new();

    /// <summary>Measures a model on the labelled images that it knows of; what was measured already is told at once.</summary>
    [JsonRpcMethod("advice/review")]
    public async Task<Review> Review(ReviewParams given, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(given.Dataset, given.Model, stop).ConfigureAwait(false);
        return Reviews.Told(
            await Review(run, dataset, (done, total) => given.Progress.Report(new(done, total)), stop)
                .ConfigureAwait(false)
        );
    }

    /// <summary>Draws where label and prediction differ, or the pixels of one cell of the confusion matrix: 255 there, 0 elsewhere.</summary>
    [JsonRpcMethod("advice/errors")]
    public async Task<RenderResult> Errors(ErrorsParams given, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(given.Of.Dataset, given.Of.Model, stop).ConfigureAwait(false);
        ModelReview review = await Review(run, dataset, (_, _) => { }, stop).ConfigureAwait(false);
        MeasuredImage image =
            review.Images.FirstOrDefault(one => one.Stem == given.Of.Image)
            ?? throw new SegException(
                "advice.image",
                $"\"{given.Of.Image}\" is no labelled image that \"{given.Of.Model}\" was trained or measured with, so there is nothing to compare."
            );
        return await Task.Run(() => Subject.Of(given.Of).Render(Kind(), Draw, stop), stop).ConfigureAwait(false);

        // The picture changes with the label too, which is no part of a picture's name.
        string Kind() =>
            string.Create(CultureInfo.InvariantCulture, $"errors\n{FileStamp.Of(image.Image.MaskPath)}\n{given.Cell}");

        Mat Draw()
        {
            using Mat label = image.Image.ReadMask();
            using Mat predicted = image.ReadPrediction();
            return ErrorMap.Draw(label, predicted, given.Cell);
        }
    }

    /// <summary>Draws how unsure a model is of each pixel, the entropy of its probabilities: 255 stands for 1.</summary>
    [JsonRpcMethod("advice/uncertainty")]
    public async Task<RenderResult> Uncertainty(UncertaintyParams given, CancellationToken stop)
    {
        Subject subject = await Task.Run(() => Subject.Of(given.Of), stop).ConfigureAwait(false);
        return subject.Find("uncertainty")
            ?? await models
                .Use(subject.Model, model => subject.Render("uncertainty", () => Draw(model), stop), stop)
                .ConfigureAwait(false);

        Mat Draw(TrainedModel model)
        {
            using var predictor = new Predictor(model.Network, model.Description, model.Device);
            using Mat pixels = subject.Image.ReadImage();
            return predictor.Map(pixels, shown: null, stop);
        }
    }

    /// <summary>Writes a report of a model as one HTML file.</summary>
    [JsonRpcMethod("advice/report")]
    public async Task<Done> Report(ReportParams given, CancellationToken stop)
    {
        (RunFolder run, Dataset dataset) = await Find(given.Dataset, given.Model, stop).ConfigureAwait(false);
        string file = FullPath.Of(given.File);
        ModelReview review = await Review(run, dataset, Told, stop).ConfigureAwait(false);
        await models.Use(run.Path, _ => Write(), stop).ConfigureAwait(false); // one at a time uses all cores
        return new Done();

        bool Write()
        {
            // Its layers are those that were trained, unlike those of a model that only predicts.
            using var model = TrainedModel.LoadUnfolded(run.Path, ComputeDevice.Choose());
            new ModelReport(review, model).Write(
                file,
                Path.GetFileName(dataset.Folder),
                DateTimeOffset.Now,
                Told,
                stop
            );
            return true;
        }

        void Told(int done, int total) => given.Progress.Report(new(done, total));
    }

    public void Dispose() => models.Dispose();

    private async Task<ModelReview> Review(
        RunFolder run,
        Dataset dataset,
        Action<int, int> progress,
        CancellationToken stop
    ) =>
        await Task.Run(() => reviews.Find(run.Path, dataset), stop).ConfigureAwait(false)
        ?? await models
            .Use(run.Path, model => reviews.Make(model, run.Path, dataset, progress, stop), stop)
            .ConfigureAwait(false);

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
