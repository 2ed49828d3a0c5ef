using Seg.Core.Networks;

namespace Seg.Core.Tests.Networks;

public sealed class InputStatisticsTests
{
    [Fact]
    public void Paler_images_reach_the_network_as_if_they_had_been_made_pale_before()
    {
        var input = new InputStatistics([0.5f, 0.4f], [0.5f, 0.2f]);
        InputStatistics paler = input.WithContrast(0.25f);
        foreach (float value in (float[])[-0.1f, 0, 0.3f, 0.5f, 1])
        {
            float pale = 0.5f + (value - 0.5f) / 4;
            for (int channel = 0; channel < 2; channel++)
                Assert.Equal(Seen(input, channel, pale), Seen(paler, channel, value), 1e-5f);
        }
        Assert.Equal([0.5f, 0.1f], paler.Mean, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([2, 0.8f], paler.Std);
    }

    private static float Seen(InputStatistics input, int channel, float value) =>
        (value - input.Mean[channel]) / input.Std[channel];
}
