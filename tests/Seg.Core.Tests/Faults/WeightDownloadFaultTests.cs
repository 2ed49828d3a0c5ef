using Seg.Core.Tests.Weights;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Faults;

/// <summary>A download of which any call fails is there as a whole or reports it, and comes to be there the next time.</summary>
public sealed class WeightDownloadFaultTests
{
    [Fact]
    public void Whichever_call_fails_the_file_is_whole_or_the_failure_reported() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            using var server = new WeightServer { File = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)] };
            int made = 0;
            int calls = faults.EachCall(
                () => place[$"{made++}/weights.part"],
                part => Download(server, part),
                (part, call, failure) =>
                {
                    Assert.True(failure is { Code: "file.write" } || Harmless.Is(call), "the failure was not reported");
                    // Of a file whose sync failed nobody knows what is on the disk.
                    Assert.False(call == $"fsync {part}" && File.Exists(part));
                    if (failure is not null)
                        Download(server, part);
                    Assert.Equal(server.File, File.ReadAllBytes(part));
                    Assert.Equal([part], Directory.GetFiles(Path.GetDirectoryName(part)!));
                }
            );
            Assert.InRange(calls, 10, 30);
        });

    private static void Download(WeightServer server, string part) =>
        new WeightDownload(new Uri(server.Address), part, most: 1 << 20)
            .Run(progress: null, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
}
