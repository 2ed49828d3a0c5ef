using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// The files of a folder by names that may be written otherwise than on the disk: what looks the same is the same, as an "é"
/// that is one character (Unicode's NFC) on one system and an "e" with an accent (NFD) on another.
/// </summary>
/// <param name="folder">Looked through once, when first asked; it need not exist.</param>
internal sealed class FileNames(string folder)
{
    private readonly Lazy<Dictionary<string, string>> others = new(() => Others(folder));

    /// <summary>Whether two names are the same to a reader.</summary>
    public static bool AreAlike(string a, string b) => Composed(a) == Composed(b);

    /// <summary>A name as all its spellings are.</summary>
    public static string Composed(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Not valid Unicode, as a file name may be.
            return name;
        }
    }

    /// <summary>The full path of the file of that name; where it is there in another spelling only, of that one.</summary>
    public string PathOf(string name)
    {
        string exact = Path.Combine(folder, name);
        if (Ascii.IsValid(name) || File.Exists(exact))
            return exact;
        return others.Value.GetValueOrDefault(Composed(name), exact);
    }

    private static Dictionary<string, string> Others(string folder)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
            foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
                paths.TryAdd(Composed(Path.GetFileName(path)), path);
        return paths;
    }
}
