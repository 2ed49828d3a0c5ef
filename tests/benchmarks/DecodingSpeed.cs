using System.Diagnostics;
using System.Globalization;
using Seg.Core.Imaging;

namespace Seg.Benchmarks;

/// <summary>How long it takes to read image files of 2048 x 2048 pixels, against Debian's Pillow and tifffile.</summary>
internal static class DecodingSpeed
{
    private const int Times = 7;

    // In turn, so that what else runs on the machine meets both sides.
    private const int Turns = 5;

    private static readonly (string File, string What, double Aim, string[] Readers)[] Rows =
    [
        ("gray.png", "PNG, 8-bit gray", 0.8, ["pillow"]),
        ("gray.jpg", "JPEG, gray", 0.5, ["pillow"]),
        ("color.jpg", "JPEG, colour 4:2:0", 0.5, ["pillow"]),
        ("plain.tif", "TIFF, 16-bit, uncompressed", 1, ["pillow", "tifffile"]),
        ("lzw.tif", "TIFF, 16-bit, LZW", 1, ["pillow"]),
        ("deflate.tif", "TIFF, 16-bit, Deflate", 1, ["pillow", "tifffile"]),
        ("tiled.tif", "TIFF, 16-bit, tiles", 1, ["pillow", "tifffile"]),
    ];

    /// <summary>No rows where the peers are not installed.</summary>
    public static IEnumerable<Result> Measure()
    {
        string folder = Directory.CreateTempSubdirectory("seg-bench-").FullName;
        try
        {
            using DecodingPeer? peer = DecodingPeer.Start(folder);
            if (peer is not null)
                return [.. Rows.Select(row => Compare(folder, row.File, row.What, row.Aim, row.Readers, peer))];
            Console.WriteLine("Without decoders to compare with: apt-get install python3-pil python3-tifffile");
            return [];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Result Compare(
        string folder,
        string file,
        string what,
        double aim,
        string[] readers,
        DecodingPeer peer
    )
    {
        double seg = double.PositiveInfinity;
        var others = readers.ToDictionary(reader => reader, _ => double.PositiveInfinity);
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int i = 0; i < Times; i++)
                seg = Math.Min(seg, Milliseconds(() => ImageSource.ReadPage(Path.Combine(folder, file))));
            foreach (string reader in readers)
                others[reader] = Math.Min(others[reader], peer.Milliseconds($"{reader} {file} {Times}"));
        }
        return Result.AtLeast(
            aim,
            $"reading {what}",
            FormattableString.Invariant($"{seg:0.0} ms"),
            string.Join(", ", others.Select(other => FormattableString.Invariant($"{other.Key} {other.Value:0.0} ms"))),
            others.Values.Min() / seg
        );
    }

    private static double Milliseconds(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Pillow and tifffile in a process of their own, which makes the files and reads them when asked to.</summary>
    private sealed class DecodingPeer(Process process) : IDisposable
    {
        public static DecodingPeer? Start(string folder)
        {
            // Debian's packages belong to Debian's Python, which need not be the first one in PATH.
            const string python = "/usr/bin/python3";
            if (!File.Exists(python))
                return null;
            string script = Path.Combine(AppContext.BaseDirectory, "decode.py");
            Process process = Process.Start(
                new ProcessStartInfo(python, [script, folder])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            if (process.StandardOutput.ReadLine() is not null)
                return new DecodingPeer(process);
            process.Dispose();
            return null;
        }

        public double Milliseconds(string command)
        {
            process.StandardInput.WriteLine(command);
            string answer =
                process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("decode.py has failed.");
            return double.Parse(answer, CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
