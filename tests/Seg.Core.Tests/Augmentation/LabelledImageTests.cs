using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Augmentation;

public sealed class LabelledImageTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(3, 1, 1)]
    [InlineData(3, null, 3)]
    public void Pixels_are_normalised_floats_of_the_channels_asked_for(int inFile, int? asked, int expected)
    {
        using var image = new Mat(4, 6, MatType.CV_8UC(inFile), Scalar.All(50));
        image[new Rect(0, 0, 3, 4)].SetTo(Scalar.All(150));
        LabelledImage read = Read(image, new Size(6, 4), asked);
        Assert.Equal(MatType.CV_32FC(expected), read.Image.Type());
        using Mat flat = read.Image.Reshape(1);
        Assert.Equal(1, flat.At<float>(0, 0), 1e-5);
        Assert.Equal(0, flat.At<float>(3, 6 * expected - 1), 1e-5);
    }

    [Fact]
    public void A_mask_of_another_size_is_refused_with_both_sizes()
    {
        using var image = new Mat(4, 6, MatType.CV_8UC1, Scalar.All(0));
        var error = Assert.Throws<SegException>(() => Read(image, new Size(6, 5), null));
        Assert.Equal("mask.size", error.Code);
        Assert.Contains("6 x 5 pixels and its image 6 x 4", error.Message);
    }

    public void Dispose() => folder.Dispose();

    private LabelledImage Read(Mat image, Size maskSize, int? channels)
    {
        var source = new DatasetImage("a", folder["a.png"], folder["masks/a.png"], 0);
        ImageFile.Write(source.ImagePath, image);
        using var mask = new Mat(maskSize, MatType.CV_8UC1, Scalar.All(1));
        MaskFile.Write(source.MaskPath, mask);
        return LabelledImage.Read(source, new Normalization(), channels);
    }
}
