using System.Diagnostics;
using Seg.Core.Networks;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>Debian's torchvision, run in Python.</summary>
internal static class Torchvision
{
    // Debian's packages belong to Debian's Python, which need not be the first one in PATH.
    private static readonly Lazy<string?> Python = new(() =>
        ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(python =>
            Run(python, ["-c", "import torch, torchvision"]).Code == 0
        )
    );

    /// <summary>Skips the test where torchvision is not installed.</summary>
    public static void Require() =>
        Assert.SkipWhen(
            Python.Value is null,
            "Needs Debian's PyTorch: apt-get install python3-torch python3-torchvision"
        );

    /// <summary>What torchvision's encoder makes of an image, from shallow to deep, in evaluation mode.</summary>
    /// <param name="encoder">The name of one of its models.</param>
    /// <param name="weights">A safetensors file.</param>
    /// <param name="image">N,C,H,W.</param>
    /// <param name="folder">Where files may be written.</param>
    public static Tensor[] Features(string encoder, string weights, Tensor image, TempFolder folder)
    {
        Safetensors.Write(folder["image.safetensors"], new Dictionary<string, Tensor> { ["image"] = image });
        string script = Path.Combine(AppContext.BaseDirectory, "Networks", "torchvision_features.py");
        (int code, string output) = Run(
            Python.Value!,
            [script, encoder, weights, folder["image.safetensors"], folder["features.safetensors"]]
        );
        Assert.True(code == 0, output);
        Dictionary<string, Tensor> features = Safetensors.Read(folder["features.safetensors"]).Tensors;
        return [.. Enumerable.Range(0, features.Count).Select(i => features[$"{i}"])];
    }

    private static (int Code, string Output) Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
            )!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
