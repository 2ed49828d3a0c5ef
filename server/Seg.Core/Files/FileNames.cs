using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// The files of a folder by names that may be written otherwise than on the disk: what looks the same is the same, as an "é"
/// that is one character (Unicode's NFC) on one system and an "e" with an accent (NFD) on another.
/// </summary>
/// <param name="folder">Looked through once, when first asked; it need not exist.</param>
internal sealed class FileNames(string folder)
{
    private static readonly Lazy<Dictionary<(char, char), char>> Compositions = new(Table);

    private readonly Lazy<Dictionary<string, string>> others = new(() => Others(folder));

    /// <summary>Whether two names are the same to a reader.</summary>
    public static bool AreAlike(string a, string b) => Composed(a) == Composed(b);

    /// <summary>
    /// A name as all its spellings are: each letter one with the marks that follow it, where Unicode has such a character.
    /// By a table of our own, since .NET without ICU, which may not be installed, composes nothing.
    /// </summary>
    public static string Composed(string name)
    {
        if (Ascii.IsValid(name))
            return name;
        var composed = new StringBuilder(name.Length);
        foreach (char character in name)
            if (composed.Length > 0 && Compose(composed[^1], character) is { } one)
                composed[^1] = one;
            else
                composed.Append(character);
        return composed.ToString();
    }

    private static char? Compose(char letter, char mark)
    {
        // Korean syllables follow from their letters (The Unicode Standard, section 3.12).
        const int leads = 0x1100;
        const int vowels = 0x1161;
        const int tails = 0x11a7;
        const int syllables = 0xac00;
        if (letter is >= (char)leads and < (char)(leads + 19) && mark is >= (char)vowels and < (char)(vowels + 21))
            return (char)(syllables + ((letter - leads) * 21 + mark - vowels) * 28);
        if (
            letter is >= (char)syllables and < (char)(syllables + 11172)
            && (letter - syllables) % 28 == 0
            && mark is > (char)tails and < (char)(tails + 28)
        )
            return (char)(letter + mark - tails);
        return Compositions.Value.TryGetValue((letter, mark), out char one) ? one : null;
    }

    /// <summary>Reads the table: a letter, a mark and what they make, one after the other.</summary>
    private static Dictionary<(char, char), char> Table()
    {
        using var text = new StreamReader(typeof(FileNames).Assembly.GetManifestResourceStream("compositions.txt")!);
        return text.ReadToEnd()
            .Replace("\n", "", StringComparison.Ordinal)
            .Chunk(3)
            .ToDictionary(three => (three[0], three[1]), three => three[2]);
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
