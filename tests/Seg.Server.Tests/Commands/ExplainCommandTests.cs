using Seg.Core;
using Seg.Core.Imaging;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed class ExplainCommandTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-explain-").FullName;

    private string Image => Path.Combine(small.Folder, "images", "a.png");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("seg-grad-cam", "a.background.seg-grad-cam.encoder.levels.4.1.png")]
    [InlineData("grad-cam++", "a.background.grad-cam++.encoder.levels.4.1.png")]
    [InlineData("hires-cam", "a.background.hires-cam.encoder.levels.4.1.png")]
    [InlineData("eigen-cam", "a.eigen-cam.encoder.levels.4.1.png")]
    [InlineData("probability", "a.background.probability.png")]
    [InlineData("occlusion", "a.background.occlusion.png")]
    public void Every_method_draws_a_picture_of_the_images_size(string method, string picture)
    {
        Assert.Equal(0, Run("--out", folder, "--class", "background", "--method", method));
        Assert.Equal([picture], Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)));
        Raster drawn = ImageSource.ReadPage(Path.Combine(folder, picture));
        Assert.Equal((50, 40, 3), (drawn.Width, drawn.Height, drawn.Channels));
    }

    [Fact]
    public void A_layer_can_be_chosen()
    {
        Assert.Equal(0, Run("--out", folder, "--method", "eigen-cam", "--layer", "decoder.blocks.2.conv2"));
        Assert.True(File.Exists(Path.Combine(folder, "a.eigen-cam.decoder.blocks.2.conv2.png")));
    }

    [Theory]
    [InlineData("a.background.object-2-3.hires-cam.head.png", "--object", "2,3", "--class", "background")]
    [InlineData("a.background.pixel-2-3.hires-cam.head.png", "--pixel", "2,3", "--class", "background")]
    [InlineData("a.object.region-0-0.hires-cam.head.png", "--region", "0,0", "9,0", "9,9.5", "--class", "object")]
    public void A_part_of_the_image_can_be_explained(string picture, params string[] place)
    {
        Assert.Equal(0, Run([.. place, "--out", folder, "--method", "hires-cam", "--layer", "head"]));
        Assert.Equal([picture], Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void The_pattern_of_a_channel_can_be_drawn()
    {
        Assert.Equal(0, Run("--out", folder, "--layer", "encoder.levels.0.0", "--pattern", "1", "--seed", "3"));
        Raster drawn = ImageSource.ReadPage(Path.Combine(folder, "encoder.levels.0.0.1.pattern.png"));
        Assert.Equal((128, 128, 1), (drawn.Width, drawn.Height, drawn.Channels));
    }

    [Fact]
    public async Task The_layers_are_reported_with_their_shapes_for_the_image()
    {
        SegProcess result = await SegProcess.Run("explain", Image, "--model", small.Model, "--layers", "--json");
        Assert.Equal(0, result.ExitCode);
        var layers = result.Json.GetProperty("layers");
        Assert.Equal(19, layers.GetArrayLength());
        var join = layers[10];
        Assert.Equal("decoder.blocks.0.conv1", join.GetProperty("layer").GetProperty("name").GetString());
        Assert.Equal("decoder", join.GetProperty("layer").GetProperty("part").GetString());
        Assert.Equal("encoder.levels.3.1", join.GetProperty("skip").GetString());
        Assert.Equal([128, 6, 8], join.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(0, result.Json.GetProperty("pictures").GetArrayLength());

        SegProcess table = await SegProcess.Run("explain", Image, "--model", small.Model, "--layers");
        Assert.Contains("encoder.levels.4.1", table.Output);
        Assert.Contains("256 x 3 x 4", table.Output);
    }

    [Fact]
    public void What_cannot_be_explained_is_refused_before_anything_is_written()
    {
        Assert.Equal(2, SegCommand.Run(["explain", Image, "--model", small.Model]));
        Assert.Equal(2, Run("--out", folder, "--method", "guess"));
        Assert.Equal(1, Run("--out", folder, "--class", "cat"));
        Assert.Equal(1, Run("--out", folder, "--layer", "bottom"));
        Assert.Equal(2, Run("--out", folder, "--pattern", "1"));
        Assert.Equal(1, Run("--out", folder, "--pattern", "2", "--layer", "head"));
        Assert.Equal(2, Run("--out", folder, "--pixel", "3"));
        Assert.Equal(2, Run("--out", folder, "--pixel", "3,x"));
        Assert.Equal(2, Run("--out", folder, "--pixel", "3,3", "--object", "3,3"));
        Assert.Equal(1, Run("--out", folder, "--pixel", "50,3"));
        Assert.Equal(1, Run("--out", Path.Combine(small.Folder, "masks")));
        Assert.Equal(1, SegCommand.Run(["explain", folder, "--model", small.Model, "--out", folder]));
        Assert.Equal(1, SegCommand.Run(["explain", small.Folder + "/images", "--model", small.Model, "--out", folder]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private int Run(params string[] options) => SegCommand.Run(["explain", Image, "--model", small.Model, .. options]);
}
