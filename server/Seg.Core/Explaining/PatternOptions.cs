namespace Seg.Core.Explaining;

/// <summary>How the picture is drawn that a channel responds to most.</summary>
/// <param name="Side">Its height and width in pixels, rounded up to a multiple of the network's deepest stride.</param>
/// <param name="Steps">Steps of Adam; 512 give a readable picture.</param>
/// <param name="Seed">Another seed gives another picture.</param>
public sealed record PatternOptions(int Side = 128, int Steps = 512, int Seed = 1)
{
    /// <summary>Adam's step size.</summary>
    internal const double LearningRate = 0.05;

    /// <summary>How far the picture is moved at random before each look, in pixels.</summary>
    internal const double Jitter = 8;

    /// <summary>How much it is enlarged or reduced at most.</summary>
    internal const double Scale = 1.1;

    /// <summary>How far it is turned at most, in degrees.</summary>
    internal const double Turn = 10;
}
