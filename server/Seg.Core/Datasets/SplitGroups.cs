using System.Text.RegularExpressions;

namespace Seg.Core.Datasets;

/// <summary>What belongs together: images of one field of view must not be on both sides of a split.</summary>
public sealed class SplitGroups
{
    // A pattern that a user wrote must not keep us busy for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex? pattern;

    /// <summary>Reads the pattern.</summary>
    /// <param name="pattern">Its first group names what belongs together; null: every image by itself.</param>
    /// <exception cref="SegException"><c>split.pattern</c>: not a pattern, or one without a group.</exception>
    public SplitGroups(string? pattern)
    {
        if (pattern is null)
            return;
        try
        {
            this.pattern = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException e)
        {
            throw Bad(pattern, $"is not a pattern: {e.Message}", e);
        }
        if (this.pattern.GetGroupNumbers().Length < 2)
            throw Bad(pattern, "has no group in parentheses, such as \"^(.+)_z_\"");
    }

    /// <summary>The group of an image; one that the pattern does not fit is by itself, under its own name.</summary>
    /// <exception cref="SegException"><c>split.pattern</c>: the pattern takes too long.</exception>
    public string Of(DatasetImage image)
    {
        try
        {
            return pattern?.Match(image.Stem) is { Success: true } match && match.Groups[1].Success
                ? match.Groups[1].Value
                : image.Stem;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw Bad(pattern!.ToString(), $"takes too long on \"{image.Stem}\"", e);
        }
    }

    private static SegException Bad(string pattern, string why, Exception? inner = null) =>
        new(
            "split.pattern",
            $"\"group\": \"{pattern}\" in {SegJson.FileName} {why}. Correct it, or leave it out if every image stands by itself.",
            inner
        );
}
