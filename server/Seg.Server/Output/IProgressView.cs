namespace Seg.Server.Output;

/// <summary>Shows how far long work is. May be called from any thread.</summary>
internal interface IProgressView
{
    /// <summary>So much of something is done: a bar of its own for each <paramref name="what"/>.</summary>
    void Report(string what, double done, double total);

    /// <summary>A line that stays, above the bars.</summary>
    void Line(string text);
}
