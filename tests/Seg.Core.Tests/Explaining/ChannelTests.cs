using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class ChannelTests
{
    [Fact]
    public void The_figures_are_those_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        Tensor activation = tensor([1f, -3f, 2f, 2f]).reshape(2, 1, 2);
        Tensor gradient = tensor([10f, 1f, -1f, 0.5f]).reshape(2, 1, 2);
        Assert.Equal(
            [
                new ChannelFigures(Strength: 2, Variance: 4, Least: -3, Greatest: 1, Importance: 7),
                new ChannelFigures(Strength: 2, Variance: 0, Least: 2, Greatest: 2, Importance: -1),
            ],
            ChannelFigures.Of(activation, gradient)
        );
        Assert.All(ChannelFigures.Of(activation), figures => Assert.Null(figures.Importance));
    }

    [Fact]
    public void A_tile_has_the_contrast_of_its_channel_or_of_the_layer_and_an_even_channel_is_dark()
    {
        using var scope = NewDisposeScope();
        Tensor activation = tensor([0f, 1f, 2f, 4f, 3f, 3f]).reshape(3, 1, 2);
        Assert.Equal([0, 255, 0, 255, 0, 0], Tiles(isShared: false));
        Assert.Equal([0, 64, 128, 255, 191, 191], Tiles(isShared: true));

        int[] Tiles(bool isShared)
        {
            Raster<byte> tiles = ChannelPictures.Tiles(activation, (1, 2), [0, 1, 2], isShared, (2, 1));
            return Values(tiles);
        }
    }

    [Fact]
    public void A_tile_is_of_the_image_and_not_of_its_padding_and_is_averaged_where_it_is_smaller()
    {
        using var scope = NewDisposeScope();
        Tensor activation = tensor([0f, 4f, 0f, 4f, 8f, 8f]).reshape(1, 2, 3);
        Raster<byte> tile = ChannelPictures.Tiles(activation, (1, 2), [0], isShared: false, (1, 1));
        Assert.Equal([64], Values(tile));
    }

    [Fact]
    public void A_whole_channel_has_a_square_for_each_of_its_pixels()
    {
        using var scope = NewDisposeScope();
        Tensor activation = tensor([0f, 1f, 2f, 3f]).reshape(1, 2, 2);
        Raster<byte> whole = ChannelPictures.Whole(activation, stride: 2, channel: 0, isShared: false, (3, 4));
        Assert.Equal([0, 0, 85, 0, 0, 85, 170, 170, 255, 170, 170, 255], Values(whole));
    }

    [Fact]
    public void Everything_of_an_image_is_freed_with_it_and_the_model_has_no_gradients()
    {
        using var model = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("resnet18", 1, seed: 61), CPU);
        Raster<byte> image = Pictures.Smooth<byte>(40, 50);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var explained = new ExplainedImage(model, image))
        {
            Activations first = explained.Activations;
            foreach (Layer layer in explained.Map.Layers)
            {
                Assert.Equal(layer.Channels, explained.Channels(layer).Count);
                Raster<byte> tiles = explained.ChannelTiles(layer, [0], isShared: true, side: 25);
                Raster<byte> whole = explained.ChannelPicture(layer, layer.Channels - 1, isShared: false);
                Assert.Equal((25, 20), (tiles.Width, tiles.Height));
                Assert.True(whole.HasSizeOf(image));
            }
            Assert.Same(first, explained.Activations);
            Assert.True(first.Bytes > 0);
            Assert.Equal(
                "explain.channel",
                Assert.Throws<SegException>(() => explained.ChannelPicture(explained.Map.Bottleneck, 512, false)).Code
            );
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.All(model.Network.parameters(), parameter => Assert.True(parameter.grad is null));
    }

    [Fact]
    public void A_region_is_what_is_inside_of_a_line_as_far_as_the_image_goes()
    {
        (double, double)[] line = [(-5, -5), (1.5, -5), (1.5, 1.9), (-5, 1.9)];
        PixelTarget target = PixelTarget.Region(2, (3, 3), line);
        Assert.Equal(2, target.Class);
        Assert.Equal([255, 255, 0, 255, 255, 0, 0, 0, 0], Values(target.Pixels));
        AssertRefused([(0, 0), (1, 1)]);
        AssertRefused([(1e12, 1e12), (2e12, 1e12), (2e12, 2e12)]);

        static void AssertRefused((double, double)[] line) =>
            Assert.Equal("explain.target", Assert.Throws<SegException>(() => PixelTarget.Region(0, (3, 3), line)).Code);
    }

    private static int[] Values(Raster<byte> picture) => [.. picture.Pixels.Select(value => (int)value)];
}
