using System.Xml.Linq;
using Seg.Core.Reporting;

namespace Seg.Core.Tests.Reporting;

public sealed class CurveChartTests
{
    [Fact]
    public void Curves_are_drawn_within_the_axes_and_those_without_points_are_left_out()
    {
        string chart = CurveChart.Draw(
            "Loss <of> all",
            [new("training", [(1, 2), (2, 1), (3, 0)]), new("validation", [])],
            isShare: false
        );
        var figure = XElement.Parse(chart);
        XElement line = Assert.Single(figure.Descendants("polyline"));
        Assert.Equal("48,14 249,102 450,190", line.Attribute("points")!.Value);
        Assert.DoesNotContain("validation", chart);
        Assert.Equal("Loss <of> all", figure.Element("figcaption")!.Value);
    }

    [Fact]
    public void One_epoch_is_a_dot_and_none_is_nothing()
    {
        string chart = CurveChart.Draw("IoU", [new("all", [(4, 0.5)])], isShare: true);
        XElement dot = Assert.Single(XElement.Parse(chart).Descendants("circle"));
        Assert.Equal(("249", "102"), (dot.Attribute("cx")!.Value, dot.Attribute("cy")!.Value));
        Assert.Equal("", CurveChart.Draw("IoU", [new("all", [])], isShare: true));
    }
}
