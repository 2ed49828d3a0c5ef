using System.Runtime.Intrinsics;

namespace Seg.Core.Augmentation;

/// <summary>Cubic interpolation through the given values (Catmull and Rom, 1974; Keys, 1981, with a = -0.5).</summary>
internal static class Cubic
{
    private static readonly Vector128<float> Third = Vector128.Create(-0.5f, 1.5f, -1.5f, 0.5f);
    private static readonly Vector128<float> Second = Vector128.Create(1f, -2.5f, 2f, -0.5f);
    private static readonly Vector128<float> First = Vector128.Create(-0.5f, 0f, 0.5f, 0f);
    private static readonly Vector128<float> Zeroth = Vector128.Create(0f, 1f, 0f, 0f);

    /// <summary>The weights of the values at -1, 0, 1 and 2 for a place 0 to 1; at 0 they are exactly 0, 1, 0, 0.</summary>
    public static Vector128<float> Weights(float at) => ((Third * at + Second) * at + First) * at + Zeroth;
}
