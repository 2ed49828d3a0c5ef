using System.Diagnostics;
using System.Globalization;
using Seg.Core.Tensors;

namespace Seg.Benchmarks;

/// <summary>Debian's PyTorch in a process of its own, which does the same work when asked to; see <c>peer.py</c>.</summary>
internal sealed class Peer : IDisposable
{
    public const string Install = "apt-get install python3-torch python3-torchvision";

    /// <summary>In memory, a pixel's channels apart or together.</summary>
    public static readonly string[] Layouts = ["contiguous", "channels_last"];

    private readonly Process process;

    private Peer(Process process, string version)
    {
        this.process = process;
        Name = $"PyTorch {version}";
    }

    /// <summary>Name and version.</summary>
    public string Name { get; }

    /// <summary>Starts it, or returns null where it is not installed.</summary>
    public static Peer? Start(int threads)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peer.py");
        // Debian's packages belong to Debian's Python, which need not be the first one in PATH.
        foreach (string python in (string[])["/usr/bin/python3", "python3"])
        {
            if (Run(python, [script, $"{threads}"]) is not { } process)
                continue;
            if (process.StandardOutput.ReadLine() is { } version)
                return new Peer(process, version);
            process.Dispose();
        }
        return null;
    }

    /// <summary>Images per second of one command.</summary>
    public double Rate(string command)
    {
        process.StandardInput.WriteLine(command);
        string answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("peer.py has failed.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <summary>A row that holds Seg's images per second against PyTorch's in the layout that is better for it.</summary>
    public static Result Compare(double aim, string what, double seg, Peer? peer, Func<string, double> other)
    {
        string rate = FormattableString.Invariant($"{seg:0.00} images/s");
        if (peer is null)
            return Result.AtLeast(aim, what, rate, "", null);
        string rates = string.Join(
            ", ",
            Layouts.Select(layout => FormattableString.Invariant($"{other(layout):0.00} {layout}"))
        );
        return Result.AtLeast(aim, what, rate, $"{peer.Name}: {rates}", seg / Layouts.Max(other));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static Process? Run(string python, string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(python, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    // Seg's own setting, without which it would be several times slower where anything else runs.
                    Environment = { ["GOMP_SPINCOUNT"] = ComputeDevice.SpinCount },
                }
            );
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
