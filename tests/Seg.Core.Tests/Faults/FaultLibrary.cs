using System.ComponentModel;
using System.Diagnostics;

namespace Seg.Core.Tests.Faults;

/// <summary>The library that makes a program's calls fail, made of <c>tests/faults/faults.c</c>.</summary>
internal static class FaultLibrary
{
    private static readonly Lazy<string?> Compiled = new(Compile);

    /// <summary>Its file; the test is skipped where there is no C compiler.</summary>
    public static string File()
    {
        Assert.SkipUnless(Compiled.Value is not null, "Making calls fail needs a C compiler: sudo apt-get install gcc");
        return Compiled.Value!;
    }

    /// <summary>What a process needs in its environment so that calls under a folder can be made to fail.</summary>
    /// <param name="folder">The calls that concern something in it are counted.</param>
    /// <param name="control">The file of a <see cref="FaultControl"/>, outside of the folder.</param>
    public static (string Name, string Value)[] Environment(string folder, string control) =>
        [("LD_PRELOAD", File()), ("FAULTS_UNDER", folder), ("FAULTS_CONTROL", control)];

    private static string? Compile()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "faults.so");
        string made = $"{library}.{System.Environment.ProcessId}";
        string source = SharedFiles.InProject("tests/faults/faults.c");
        var start = new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, source])
        {
            RedirectStandardError = true,
        };
        try
        {
            using Process compiler = Process.Start(start)!;
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, said);
        }
        catch (Win32Exception)
        {
            return null; // no such program
        }
        System.IO.File.Move(made, library, overwrite: true); // a process that has the one before keeps it
        return library;
    }
}
