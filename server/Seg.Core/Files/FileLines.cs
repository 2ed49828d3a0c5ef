namespace Seg.Core.Files;

/// <summary>
/// Reads the lines of a file that grows by them, such as <c>events.jsonl</c>, through a buffer that does not grow with it. A
/// line that is longer than what such files hold is passed over.
/// </summary>
public static class FileLines
{
    private const int ChunkBytes = 1 << 18;

    // The first event of a run names all images, as model.json does; an epoch of 255 classes is shorter.
    private const int LongestLine = JsonFile.MostBytes;

    /// <summary>Gets a line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="next">Where in the file the next one begins.</param>
    /// <returns>Whether to go on reading.</returns>
    public delegate bool Take(ReadOnlySpan<byte> line, long next);

    /// <summary>Reads whole lines, those that begin between two places.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="from">The beginning of a line.</param>
    /// <param name="to">Where to stop, at the latest with the line that is read then.</param>
    /// <param name="take">Gets each line.</param>
    /// <returns>Where the first line begins that was not read; a last one without its end may be there.</returns>
    public static long Read(FileStream stream, long from, long to, Take take)
    {
        byte[] buffer = new byte[ChunkBytes];
        int have = 0; // of the line that begins at from
        bool isPassedOver = false;
        stream.Position = from;
        while (from < to)
        {
            if (have == buffer.Length)
            {
                if (isPassedOver || have >= LongestLine)
                    (isPassedOver, have) = (true, 0);
                else
                    Array.Resize(ref buffer, 2 * have);
            }
            int count = stream.Read(buffer, have, buffer.Length - have);
            if (count == 0)
                break;
            int searched = have;
            have += count;
            int line = 0;
            while (from < to && buffer.AsSpan(searched, have - searched).IndexOf((byte)'\n') is var found and >= 0)
            {
                int end = searched + found;
                searched = end + 1;
                long next = stream.Position - have + searched;
                bool goesOn = isPassedOver || take(buffer.AsSpan(line, end - line), next);
                isPassedOver = false;
                from = next;
                line = searched;
                if (!goesOn)
                    return from;
            }
            have -= line;
            buffer.AsSpan(line, have).CopyTo(buffer);
        }
        return from;
    }
}
