using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Tests.EarlierVersions;
using Seg.Core.Tests.Training;

namespace Seg.Core.Tests.Models;

/// <summary>What is damaged in a model's folder is found, and named by its file.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class ModelCheckTests : IDisposable
{
    private const string Damaged = "it is damaged: its SHA-256 is not the one that was written into it";

    private readonly TinyDataset dataset = new();

    public void Dispose() => dataset.Dispose();

    [Fact]
    public void A_flipped_bit_is_found_wherever_it_is_and_whole_models_are_not_accused()
    {
        TrainOptions one = TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1 };
        dataset.Train("a", one);
        dataset.Train("b", one);
        Assert.Empty(Check(dataset.Open()));

        foreach (string name in (string[])["best.safetensors", "last.safetensors"])
        {
            string path = Path.Combine(dataset.Folder("b").Path, name);
            byte[] whole = File.ReadAllBytes(path);
            // In the numbers and in what the file says of itself, the name of the digest included.
            int digest = whole.AsSpan().IndexOf("sha256OfH"u8);
            int epoch = whole.AsSpan().IndexOf("bestEpoch"u8);
            foreach (int place in (int[])[whole.Length - 1, whole.Length / 2, digest, digest + 20, epoch])
            {
                byte[] changed = [.. whole];
                changed[place] ^= 1;
                AtomicFile.WriteBytes(path, changed);
                Assert.Equal([(Severity.Error, $"models/b/{name}", Damaged)], Check(dataset.Open()));
            }
            AtomicFile.WriteBytes(path, whole[..^9]);
            (Severity severity, string file, string problem) = Assert.Single(Check(dataset.Open()));
            Assert.Equal((Severity.Error, $"models/b/{name}"), (severity, file));
            Assert.Contains("lies outside the file", problem);
            AtomicFile.WriteBytes(path, whole);
        }
        Assert.Empty(Check(dataset.Open()));
    }

    [Fact]
    public void A_description_that_does_not_fit_its_weights_is_found()
    {
        dataset.Train("a", TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1 });
        ModelDescription model = dataset.Description("a");
        (model with { Network = model.Network with { Encoder = "resnet18" } }).Write(dataset.Folder("a").Model);
        Assert.All(Check(dataset.Open()), found => Assert.Contains("does not fit its model.json", found.Problem));

        (model with { Epoch = -1 }).Write(dataset.Folder("a").Model);
        (Severity severity, string file, string problem) = Assert.Single(Check(dataset.Open()));
        Assert.Equal((Severity.Error, "models/a/model.json"), (severity, file));
        Assert.Contains("\"epoch\" is -1", problem);
    }

    [Fact]
    public void Models_of_version_0_1_0_have_no_digest_and_are_said_to_have_none()
    {
        using var files = new EarlierFiles();
        (Severity Severity, string File, string Problem)[] found = Check(Dataset.Open(files["dataset"]));

        Assert.Equal(
            [
                "models/first/best",
                "models/first/last",
                "models/killed/best",
                "models/killed/last",
                "models/stopped/best",
            ],
            found.Select(one => one.File.Replace(".safetensors", "")).Take(5)
        );
        Assert.All(found, one => Assert.Equal(Severity.Warning, one.Severity));
        Assert.All(found, one => Assert.StartsWith("it has no digest", one.Problem));
    }

    private static (Severity Severity, string File, string Problem)[] Check(Dataset dataset) =>
        [
            .. ModelCheck
                .Run(dataset, RunFolder.All(dataset.ModelsFolder), _ => { }, TestContext.Current.CancellationToken)
                .Select(problem => (problem.Severity, problem.File, problem.Problem)),
        ];
}
