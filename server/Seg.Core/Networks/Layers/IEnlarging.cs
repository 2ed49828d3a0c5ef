using static TorchSharp.torch;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// A way to double height and width (nearest neighbour) and convolve 3x3, the edge padded with zeros. Of the nine pixels that a
/// filter covers on a doubled image no more than four differ, so none of the ways makes that image.
/// </summary>
internal interface IEnlarging
{
    /// <summary>3,n: what the three numbers in a line of a filter are in the n that <see cref="Apply"/> computes with.</summary>
    float[,] Line { get; }

    /// <summary>What <see cref="Apply"/> wants.</summary>
    /// <param name="weight">The convolution's: to,from,3,3.</param>
    /// <param name="matrix">The <see cref="FilterMatrix"/> of <see cref="Line"/>.</param>
    Tensor Filters(Tensor weight, Tensor matrix);

    /// <summary>N,from,H,W to N,to,2H,2W, channels last.</summary>
    Tensor Apply(Tensor x, Tensor filters, Tensor? bias);
}
