using System.Text.Json;
using Seg.Core.Augmentation;

namespace Seg.Core.Tests.Augmentation;

public sealed class AugmentationOptionsTests
{
    [Fact]
    public void Defaults_and_none_are_valid()
    {
        new AugmentationOptions().Validate();
        AugmentationOptions.None.Validate();
    }

    [Fact]
    public void Options_survive_json()
    {
        var options = new AugmentationOptions
        {
            ScaleLow = 0.55,
            QuarterTurns = false,
            GridCells = 7,
        };
        Assert.Equal(options, JsonSerializer.Deserialize<AugmentationOptions>(JsonSerializer.Serialize(options)));
    }

    [Theory]
    [InlineData("""{ "FlipProbability": 1.5 }""", "FlipProbability is 1.5")]
    [InlineData("""{ "ScaleLow": 1.5, "ScaleHigh": 1.2 }""", "ScaleLow is 1.5; choose 0.1 to 1.2")]
    [InlineData("""{ "ElasticStrength": 30, "ElasticSpacing": 50 }""", "choose 0 to 15")]
    [InlineData("""{ "NoiseSigma": -0.1 }""", "NoiseSigma")]
    public void Nonsense_is_refused_with_what_is_possible(string json, string part)
    {
        AugmentationOptions options = JsonSerializer.Deserialize<AugmentationOptions>(json)!;
        var error = Assert.Throws<SegException>(options.Validate);
        Assert.Equal("augmentation.option", error.Code);
        Assert.Contains(part, error.Message);
    }

    [Fact]
    public void Not_a_number_is_refused() =>
        Assert.Throws<SegException>(new AugmentationOptions { Brightness = double.NaN }.Validate);
}
