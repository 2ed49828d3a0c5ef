using Seg.Core.Prediction;

namespace Seg.Core.Tests.Prediction;

public sealed class ObjectTableTests
{
    [Fact]
    public void A_line_for_each_object_below_the_header()
    {
        using var folder = new TempFolder();
        var table = new ObjectTable([new("background", "#000000"), new("cell", "#0000ff"), new("a, \"b\"", "#ff0000")]);
        table.Add("x.tif", 2, [new SegmentedObject(1, 3, 1 / 3.0, 120, 0, 119, 2, 2, 41234.56789, 0.98765)]);
        table.Add("y, 1.png", 1, [new SegmentedObject(2, 1, 0, 0, 0, 0, 1, 1, 1.5e-7, 1)]);
        table.Write(folder["objects.csv"]);
        Assert.Equal(
            """"
            image,page,class,area,centroid_x,centroid_y,bbox_x,bbox_y,bbox_width,bbox_height,mean_intensity,mean_probability
            x.tif,2,cell,3,0.33,120,0,119,2,2,41234.57,0.9877
            "y, 1.png",1,"a, ""b""",1,0,0,0,0,1,1,1.5E-07,1

            """",
            File.ReadAllText(folder["objects.csv"])
        );
    }
}
