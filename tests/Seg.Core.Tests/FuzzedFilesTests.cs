using System.Text;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Core.Tests.Datasets;
using Seg.Core.Tests.EarlierVersions;
using Seg.Core.Tests.Imaging;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests;

/// <summary>
/// Files of every kind that Seg reads, damaged at random: each is read, or refused by a <see cref="SegException"/>. Nothing
/// else is thrown, and nothing takes for ever.
/// </summary>
public sealed class FuzzedFilesTests : IDisposable
{
    private const int UsualRounds = 50;
    private const int MostPages = 3;

    // Of a reader that hangs; the slowest takes a thousandth of it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What is likely to be a size, a count or an end.
    private static readonly byte[] Telling = [0, 1, 127, 128, 255];
    private static readonly string[] Numbers = ["-1", "0", "1e999", "4294967296", "9223372036854775808", "null", "NaN"];

    private readonly TempFolder folder = new();
    private readonly EarlierFiles earlier = new();

    public static TheoryData<string> Kinds => ["image", "mask", "weights", "seg.json", "model", "events", "tables"];

    public void Dispose()
    {
        earlier.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_damaged_file_is_read_or_refused(string kind)
    {
        (string Path, Action<string> Read)[] whole = [.. Whole(kind)];
        Assert.NotEmpty(whole);
        foreach ((string path, Action<string> read) in whole)
            read(path);
        byte[][] contents = [.. whole.Select(file => File.ReadAllBytes(file.Path))];
        foreach (int seed in Rounds.Of($"damaged files, {kind}", usual: UsualRounds))
        {
            int chosen = seed % whole.Length;
            (string path, Action<string> read) = whole[chosen];
            byte[] damaged = Damaged(contents[chosen], new Random(seed));
            File.WriteAllBytes(path, damaged);
            try
            {
                CancellationToken stop = TestContext.Current.CancellationToken;
                await Task.Run(() => Refused(path, read), stop).WaitAsync(Patience, stop);
            }
            catch (Exception e)
            {
                string kept = Path.Combine(Path.GetTempPath(), $"seg-fuzzed-{seed}-{Path.GetFileName(path)}");
                File.WriteAllBytes(kept, damaged);
                Assert.Fail($"{kept}, from {path} with seed {seed}: {e}");
            }
            finally
            {
                File.WriteAllBytes(path, contents[chosen]);
            }
        }
    }

    private static void Refused(string path, Action<string> read)
    {
        try
        {
            read(path);
        }
        catch (SegException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private IEnumerable<(string, Action<string>)> Whole(string kind)
    {
        string model = earlier["dataset/models/first"];
        string predictions = earlier["dataset/predictions/first"];
        return kind switch
        {
            "image" => Images().Select(path => (path, (Action<string>)ReadImage)),
            "mask" => Directory
                .GetFiles(earlier["dataset/masks"], "*.png")
                .Select(path => (path, (Action<string>)(file => MaskFile.ReadIndices(file)))),
            "weights" => [(Weights(), ReadWeights)],
            "seg.json" =>
            [
                (earlier["dataset/seg.json"], file => Dataset.Open(Path.GetDirectoryName(file)!)),
                (earlier["class-edit/.seg-reclass.json"], ReadRecord),
                (Record(), ReadRecord),
            ],
            "model" =>
            [
                (Path.Combine(model, "model.json"), file => ModelDescription.Read(file)),
                (Path.Combine(model, "options.json"), file => TrainOptions.Read(file)),
            ],
            "events" =>
            [
                (Path.Combine(model, "events.jsonl"), file => TrainingEvent.Read(file)),
                (earlier["dataset/models/killed/events.jsonl"], file => RunHistory.Read(file)),
            ],
            _ =>
            [
                (Path.Combine(predictions, "objects.csv"), ReadObjects),
                (Path.Combine(predictions, "images.csv"), ReadObjects),
            ],
        };

        static void ReadRecord(string file)
        {
            // Where it is whole, it is carried out and gone.
            byte[] record = File.ReadAllBytes(file);
            Dataset.Open(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, record);
        }

        void ReadObjects(string file)
        {
            IReadOnlyList<SegClass> classes = ModelDescription.Of(model).Classes;
            _ = new ImageTable(classes).Read(file);
            _ = new ObjectTable(classes).RowsOf(file, new HashSet<string> { "new1.png" });
        }
    }

    /// <summary>Of a change of classes that is decided, with a mask that was saved since.</summary>
    private string Record()
    {
        string dataset = folder["dataset"];
        MeantClasses.Make(dataset);
        SegJson config = Dataset.Open(dataset).Config;
        EditedClass[] swapped = MeantClasses.Swapped();
        var edited = new SegJson(1, [.. swapped.Select(c => new SegClass(c.Name, c.Color))]);
        var seen = new Dictionary<string, string> { ["0.png"] = "72 638000000000000000" };
        new ClassEditRecord(
            ["0.png"],
            edited,
            null,
            new(config.Classes, [.. swapped.Select(c => c.Previous)], seen)
        ).Write(dataset);
        return Path.Combine(dataset, ClassEdit.UnfinishedFile);
    }

    private string[] Images()
    {
        foreach ((string name, byte[] bytes) in DamagedFilesTests.Whole)
            File.WriteAllBytes(folder[name], bytes);
        // Files of other programs, where they are at hand.
        if (SharedFiles.Folder("data/odd-files") is { } odd)
            foreach (string file in Directory.GetFiles(odd).Where(file => IsImage(file)))
                File.Copy(file, folder[Path.GetFileName(file)]);
        return [.. Directory.GetFiles(folder.FullPath).Order(StringComparer.Ordinal).Where(IsReadable)];
    }

    /// <summary>Small, so that most of the damage is in what the file says of itself.</summary>
    private string Weights()
    {
        using var scope = ComputeScope.Open();
        string path = folder["small.safetensors"];
        Safetensors.Write(
            path,
            new Dictionary<string, Tensor> { ["encoder.weight"] = ones(2, 3, 3, 3), ["head.bias"] = zeros(4) },
            new Dictionary<string, string> { ["epoch"] = "3", ["learned"] = "[]" }
        );
        return path;
    }

    private static bool IsImage(string path) => Path.GetExtension(path) is ".png" or ".jpg" or ".bmp" or ".tif";

    private static bool IsReadable(string path)
    {
        try
        {
            ReadImage(path);
            return true;
        }
        catch (SegException)
        {
            return false;
        }
    }

    private static void ReadImage(string path)
    {
        using ImageSource source = ImageSource.Open(path);
        for (int page = 0; page < Math.Min(source.PageCount, MostPages); page++)
        {
            _ = source.Read(page);
            _ = source.Notes(page);
        }
    }

    private static void ReadWeights(string path)
    {
        using var scope = ComputeScope.Open();
        _ = Safetensors.Read(path);
    }

    /// <summary>One to six places are changed; texts also get numbers that are too large or none.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (int i = random.Next(1, 7); i > 0 && bytes.Count > 0; i--)
            Damage(bytes, random);
        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        // Headers decide, so half of the damage is near the beginning or, as in TIFF, near the end.
        int reach = random.Next(2) == 0 ? bytes.Count : Math.Min(200, bytes.Count);
        int at = random.Next(2) == 0 ? random.Next(reach) : bytes.Count - 1 - random.Next(reach);
        int length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
            case 2:
                for (int i = 0; i < Math.Min(4, length); i++)
                    bytes[at + i] = Telling[random.Next(Telling.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
            default:
                bytes.InsertRange(at, Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]));
                break;
        }
    }
}
