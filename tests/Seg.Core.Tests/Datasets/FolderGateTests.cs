using Seg.Core.Files;

namespace Seg.Core.Tests.Datasets;

/// <summary>Where links lead, and what may be written through them.</summary>
public sealed class FolderGateTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("data/a", "data/a")]
    [InlineData("data/./a", "data/a")]
    [InlineData("data/missing/b/c", "data/missing/b/c")]
    [InlineData("in/a", "data/sub/a")]
    [InlineData("in/../a", "a")] // as .NET opens it
    [InlineData("out", "elsewhere")]
    [InlineData("chain/a", "elsewhere/a")]
    [InlineData("up/a", "a")]
    public void A_path_leads_where_the_system_takes_it(string path, string real)
    {
        Directory.CreateDirectory(folder["data/sub"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        File.CreateSymbolicLink(folder["in"], "data/sub");
        File.CreateSymbolicLink(folder["out"], folder["elsewhere"]);
        File.CreateSymbolicLink(folder["chain"], "./out");
        File.CreateSymbolicLink(folder["up"], "in/../..");

        Assert.Equal(Path.Combine(folder.FullPath, real), RealPath.Of(Path.Combine(folder.FullPath, path)));
    }

    [Fact]
    public void A_circle_leads_nowhere()
    {
        File.CreateSymbolicLink(folder["a"], "b");
        File.CreateSymbolicLink(folder["b"], "a");

        Assert.Throws<IOException>(() => RealPath.Of(folder["a"]));
        Assert.True(FolderGate.LeadsOutOf(folder.FullPath, folder["a"]));
    }

    [Fact]
    public void A_folder_is_not_inside_of_one_whose_name_begins_alike()
    {
        Directory.CreateDirectory(folder["data"]);
        Directory.CreateDirectory(folder["data2"]);

        Assert.True(RealPath.IsInside(folder["data"] + "/", folder["data"]));
        Assert.False(RealPath.IsInside(folder["data2"], folder["data"]));
        Assert.True(RealPath.IsInside(folder["data2"], "/"));
    }

    [Theory]
    [InlineData("models/a", "../../outside")]
    [InlineData("models/a/best.safetensors", "../../../outside/photo.png")]
    [InlineData("models/a/best.safetensors", "../../images/0.png")] // of the same dataset
    [InlineData("models/a/previews", "/tmp")]
    [InlineData("models/a/previews/0001_a.png", "../../../missing.png")]
    public void Results_behind_a_link_are_refused(string name, string target)
    {
        Directory.CreateDirectory(folder["outside"]);
        File.CreateSymbolicLink(folder["data/" + name], target);

        SegException e = Assert.Throws<SegException>(() =>
            FolderGate.RequireResults(folder["data"], folder["data/models/a"])
        );

        Assert.Equal("folder.outside", e.Code);
        Assert.Contains($"{folder["data/" + name]} is a link, or behind one, that leads out of", e.Message);
    }

    [Fact]
    public void Results_in_their_place_pass()
    {
        FolderGate.RequireResults(folder["data"], Path.Combine(folder["data"], "models/new"));
        File.WriteAllText(folder["data/models/a/best.safetensors"], "");
        File.CreateSymbolicLink(folder["data/models/a/latest"], "best.safetensors");
        FolderGate.RequireResults(folder["data"], folder["data/models/a"]);
        File.CreateSymbolicLink(folder["linked"], folder["data"]); // the dataset itself may be reached by a link
        FolderGate.RequireResults(folder["linked"], Path.Combine(folder["linked"], "models/a"));
    }
}
