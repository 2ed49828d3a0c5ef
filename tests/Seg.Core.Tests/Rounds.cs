using System.Diagnostics;
using System.Globalization;

namespace Seg.Core.Tests;

/// <summary>
/// How often a test tries something at random: a few times, the same ones in every run, or, where
/// <c>npm run test:endurance</c> asks for it, others until its time is up; that then prints how many there were.
/// </summary>
internal static class Rounds
{
    private static readonly double Minutes = double.Parse(
        Environment.GetEnvironmentVariable("SEG_ENDURANCE_MINUTES") ?? "0",
        CultureInfo.InvariantCulture
    );

    /// <summary>Seeds, one for each round.</summary>
    /// <param name="what">What is counted, in the plural: "kills of a training".</param>
    /// <param name="usual">How many rounds there are in a usual run.</param>
    /// <param name="each">How many of what is counted there are in a round.</param>
    public static IEnumerable<int> Of(string what, int usual, int each = 1)
    {
        var time = Stopwatch.StartNew();
        int first = Minutes > 0 ? Environment.TickCount & 0xffffff : 0;
        int done = 0;
        try
        {
            while (Minutes > 0 ? time.Elapsed.TotalMinutes < Minutes : done < usual)
            {
                yield return first + done;
                done++;
            }
        }
        finally
        {
            if (Environment.GetEnvironmentVariable("SEG_ENDURANCE_FIGURES") is { Length: > 0 } figures)
                File.AppendAllText(
                    figures,
                    FormattableString.Invariant($"{done * each} {what}; seeds {first} to {first + done - 1}\n")
                );
        }
    }
}
