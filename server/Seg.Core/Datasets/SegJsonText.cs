using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>
/// Edits the text of a <c>seg.json</c> that a person may have written: of its classes only names and colours that change are
/// written anew; comments, unknown fields, blanks, line ends and a byte order mark stay to the byte. A class that moves takes
/// its fields along, and its comments where it has lines of its own.
/// </summary>
internal static class SegJsonText
{
    /// <summary>The text with other classes.</summary>
    /// <param name="file">The whole file, which was read and checked.</param>
    /// <param name="edited">The classes in their new order; each previous value is below the number of classes until now.</param>
    public static byte[] WithClasses(byte[] file, IReadOnlyList<EditedClass> edited)
    {
        int mark = JsonFile.MarkLength(file);
        ReadOnlySpan<byte> text = file.AsSpan(mark);
        (TextSpan list, IReadOnlyList<ClassText> classes) = ClassText.Find(text);
        byte[][] objects = new byte[edited.Count][];
        for (int i = 0; i < objects.Length; i++)
            objects[i] = edited[i].Previous is { } previous
                ? classes[previous].With(text, edited[i].Name, edited[i].Color)
                : classes[^1].Like(text, edited[i].Name, edited[i].Color);
        return
        [
            .. file.AsSpan(0, mark),
            .. text[..(list.Start + 1)],
            .. LineEnds(text, list, classes) is { } ends
                ? InLines(text, list, classes, ends, edited, objects)
                : InPlace(text, list, classes, objects),
            .. text[(list.End - 1)..],
        ];
    }

    /// <summary>The ends of the lines of the opening bracket and of each class; null where two of them share a line.</summary>
    private static int[]? LineEnds(ReadOnlySpan<byte> text, TextSpan list, IReadOnlyList<ClassText> classes)
    {
        int[] ends = new int[classes.Count + 1];
        for (int i = 0; i < ends.Length; i++)
        {
            int from = i == 0 ? list.Start + 1 : classes[i - 1].Span.End;
            int to = i < classes.Count ? classes[i].Span.Start : list.End - 1;
            ends[i] = Between.LineEnd(text, Math.Max(from, Between.Comma(text, from, to) + 1), to);
            if (ends[i] < 0)
                return null;
        }
        return ends;
    }

    /// <summary>The lines of each class move as a whole; only the commas between them are set anew.</summary>
    private static List<byte> InLines(
        ReadOnlySpan<byte> text,
        TextSpan list,
        IReadOnlyList<ClassText> classes,
        int[] ends,
        IReadOnlyList<EditedClass> edited,
        byte[][] objects
    )
    {
        bool isLastFollowed = Between.Comma(text, classes[^1].Span.End, ends[^1]) >= 0;
        ReadOnlySpan<byte> head = text[ends[^2]..classes[^1].Span.Start];
        ReadOnlySpan<byte> indent = head[head.TrimEnd(" \t"u8).Length..];
        ReadOnlySpan<byte> newLine = text[..ends[^1]].EndsWith("\r\n"u8) ? "\r\n"u8 : "\n"u8;
        List<byte> lines = [.. text[(list.Start + 1)..ends[0]]];
        for (int i = 0; i < objects.Length; i++)
        {
            ReadOnlySpan<byte> comma = i < objects.Length - 1 || isLastFollowed ? ","u8 : [];
            if (edited[i].Previous is not { } previous)
            {
                lines.AddRange([.. indent, .. objects[i], .. comma, .. newLine]);
                continue;
            }
            (int start, int end) = classes[previous].Span;
            int found = Between.Comma(text, end, ends[previous + 1]);
            ReadOnlySpan<byte> beforeComma = text[end..Math.Max(end, found)];
            ReadOnlySpan<byte> rest = text[Math.Max(end, found + 1)..ends[previous + 1]];
            lines.AddRange([.. text[ends[previous]..start], .. objects[i], .. beforeComma, .. comma, .. rest]);
        }
        lines.AddRange(text[ends[^1]..(list.End - 1)]);
        return lines;
    }

    /// <summary>What stands between the classes stays where it is.</summary>
    private static List<byte> InPlace(
        ReadOnlySpan<byte> text,
        TextSpan list,
        IReadOnlyList<ClassText> classes,
        byte[][] objects
    )
    {
        List<byte> written = [.. text[(list.Start + 1)..classes[0].Span.Start]];
        for (int i = 0; i < objects.Length; i++)
        {
            written.AddRange(objects[i]);
            if (i == objects.Length - 1)
                break;
            written.AddRange(i < classes.Count - 1 ? text[classes[i].Span.End..classes[i + 1].Span.Start] : ", "u8);
        }
        written.AddRange(text[classes[^1].Span.End..(list.End - 1)]);
        return written;
    }

    /// <summary>What may stand between two values: blanks, comments and a comma.</summary>
    internal static class Between
    {
        /// <summary>Where the comma is; -1: there is none.</summary>
        public static int Comma(ReadOnlySpan<byte> text, int from, int to)
        {
            for (int at = from; at < to; at = Next(text, at))
                if (text[at] == ',')
                    return at;
            return -1;
        }

        /// <summary>Where the first line ends, its end included; -1: it does not.</summary>
        public static int LineEnd(ReadOnlySpan<byte> text, int from, int to)
        {
            for (int at = from; at < to; at = Next(text, at))
                if (text[at] == '\n')
                    return at + 1;
            return -1;
        }

        /// <summary>Steps over one character, or over a whole comment up to the end of its line.</summary>
        private static int Next(ReadOnlySpan<byte> text, int at)
        {
            if (text[at] != '/')
                return at + 1;
            ReadOnlySpan<byte> end = text[at + 1] == '/' ? "\n"u8 : "*/"u8;
            int length = text[(at + 2)..].IndexOf(end);
            return text[at + 1] == '/' ? at + 2 + length : at + 2 + length + end.Length;
        }
    }
}
