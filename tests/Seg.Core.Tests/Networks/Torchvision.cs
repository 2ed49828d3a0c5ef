using System.Diagnostics;
using Seg.Core.Weights;
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
        var input = new Dictionary<string, Tensor> { ["image"] = image };
        Dictionary<string, Tensor> features = Ask("torchvision_features.py", encoder, weights, input, folder);
        return [.. Enumerable.Range(0, features.Count).Select(i => features[$"{i}"])];
    }

    /// <summary>Class activation maps of a U-Net on torchvision's encoder, as <c>torchvision_cams.py</c> names them.</summary>
    /// <param name="encoder">The name of one of its models.</param>
    /// <param name="weights">A safetensors file with the whole U-Net.</param>
    /// <param name="image">1,C,H,W, multiples of 32.</param>
    /// <param name="pixels">H,W, 1 where a logit of class 1 counts, else 0.</param>
    /// <param name="folder">Where files may be written.</param>
    public static Dictionary<string, Tensor> Cams(
        string encoder,
        string weights,
        Tensor image,
        Tensor pixels,
        TempFolder folder
    )
    {
        var input = new Dictionary<string, Tensor> { ["image"] = image, ["pixels"] = pixels };
        return Ask("torchvision_cams.py", encoder, weights, input, folder);
    }

    private static Dictionary<string, Tensor> Ask(
        string name,
        string encoder,
        string weights,
        Dictionary<string, Tensor> input,
        TempFolder folder
    )
    {
        Safetensors.Write(folder["input.safetensors"], input);
        string script = Path.Combine(AppContext.BaseDirectory, "Networks", name);
        (int code, string output) = Run(
            Python.Value!,
            [script, encoder, weights, folder["input.safetensors"], folder["answer.safetensors"]]
        );
        Assert.True(code == 0, output);
        return Safetensors.Read(folder["answer.safetensors"]).Tensors;
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
