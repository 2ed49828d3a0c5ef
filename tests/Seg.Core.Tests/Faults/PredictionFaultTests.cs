using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Faults;

/// <summary>A prediction of which any call fails leaves each file old or new, tables that fit the masks, and a sentence.</summary>
public sealed class PredictionFaultTests
{
    [Fact]
    public void Whichever_call_fails_each_file_is_the_old_or_the_new() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            using var before = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);
            using var after = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 8), CPU);
            string[] images = [place["a.png"]];
            ImageFile.Write(images[0], Pictures.Smooth<byte>(32, 32));
            Dictionary<string, byte[]> old = Predicted(before, place["old"], images);
            Dictionary<string, byte[]> @new = Predicted(after, place["new"], images);
            Assert.All(old, file => Assert.NotEqual(file.Value, @new[file.Key]));
            int made = 0;
            var seen = new HashSet<string>();
            int calls = faults.EachCall(
                () =>
                {
                    string folder = place[$"out{made++}"];
                    foreach ((string file, byte[] content) in old)
                        File.WriteAllBytes(place[Path.Combine(folder, file)], content);
                    return folder;
                },
                folder => Predicted(after, folder, images),
                (folder, call, failure) =>
                {
                    Assert.True(failure is not null || Harmless.Is(call), "the failure was not reported");
                    string[] changed =
                    [
                        .. Contents(folder)
                            .Where(file => !file.Value.SequenceEqual(old[file.Key]))
                            .Select(file => file.Key),
                    ];
                    foreach (string picture in changed.Where(file => file.EndsWith(".png", StringComparison.Ordinal)))
                        Assert.Equal(@new[picture], File.ReadAllBytes(Path.Combine(folder, picture)));
                    Agreement.Check(new PredictionFolder(folder), after.Description.Classes);
                    // Most calls leave what the one before has left.
                    if (seen.Add(string.Join("\n", changed)))
                        Assert.Equal(@new, Predicted(after, folder, images));
                    Directory.Delete(folder, recursive: true);
                }
            );
            Assert.InRange(calls, 50, 300);
        });

    /// <summary>Predicts, and gives what the folder holds then.</summary>
    private static Dictionary<string, byte[]> Predicted(TrainedModel model, string folder, string[] images)
    {
        using var run = new PredictionRun(model, new PredictionFolder(folder)) { HasOverlays = true };
        run.Predict(images, _ => { }, TestContext.Current.CancellationToken);
        return Contents(folder);
    }

    private static Dictionary<string, byte[]> Contents(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".png" or ".csv")
            .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes);
}
