using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Runs;

/// <summary>Writes the command line that trains as an editor's form says, in a terminal or a batch queue.</summary>
internal static partial class TrainCommandLine
{
    private static readonly TrainOptions Defaults = new();

    /// <summary>One line for a POSIX shell.</summary>
    /// <exception cref="Core.SegException"><c>file.write</c>: the file of options cannot be written.</exception>
    public static string Of(CommandLineParams asked)
    {
        // What has no flag is as in the defaults, or in a file.
        bool needsFile =
            asked.Options.Augmentation != Defaults.Augmentation
            || asked.Options.Normalization != Defaults.Normalization;
        string[] words =
        [
            .. Program(),
            "train",
            FullPath.Of(asked.Folder),
            .. asked.Name is { } name ? (string[])["--name", name] : [],
            .. needsFile ? (string[])["--options", Keep(asked.Options, FullPath.Of(asked.Into))] : [],
            .. TrainFlags.All.SelectMany(flag => Words(flag, asked.Options)),
        ];
        return string.Join(' ', words.Select(Quoted));
    }

    /// <summary>What starts this program in a shell that knows nothing of us.</summary>
    private static string[] Program()
    {
        string? dotnet = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        string seg = Path.Combine(AppContext.BaseDirectory, "seg");
        return string.IsNullOrEmpty(dotnet) ? [seg] : ["env", $"DOTNET_ROOT={dotnet}", seg];
    }

    private static string[] Words(TrainFlag flag, TrainOptions options) =>
        flag.Word(options) switch
        {
            null => [],
            "" => [flag.Name],
            var word => [flag.Name, word],
        };

    /// <summary>Under another name for other options, so that a line that was copied earlier keeps its own.</summary>
    private static string Keep(TrainOptions options, string folder)
    {
        byte[] digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(options, WireFormat.Options));
        string file = Path.Combine(folder, $"{Convert.ToHexStringLower(digest)[..16]}.json");
        AtomicFile.MakeFolder(folder);
        options.Write(file);
        return file;
    }

    private static string Quoted(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:=,@%+-]+\z")]
    private static partial Regex Plain();
}
