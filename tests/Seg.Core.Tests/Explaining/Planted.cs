using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Explaining;

/// <summary>A copy of a dataset with its model, in which something can be made wrong.</summary>
public sealed class Planted : IDisposable
{
    private readonly TempFolder folder = new();

    public Planted(string from)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = folder[Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public string Folder => folder.FullPath;

    public Dataset Open() => Dataset.Open(Folder);

    public void ChangeMask(string stem, Action<Raster<byte>> change)
    {
        string file = folder[$"masks/{stem}.png"];
        Raster<byte> mask = MaskFile.ReadIndices(file);
        change(mask);
        MaskFile.Write(file, mask);
    }

    public void ChangeImage(string stem, Func<Raster, Raster> change)
    {
        string file = folder[$"images/{stem}.png"];
        ImageFile.Write(file, change(ImageSource.ReadPage(file)));
    }

    /// <summary>Gives one class the value of another.</summary>
    public static void Replace(Raster<byte> mask, byte from, byte to) => mask.Pixels.AsSpan().Replace(from, to);

    /// <summary>Makes it another image of the split, taken of the same field of view.</summary>
    public void Repeat(string stem, string copy)
    {
        foreach (string kind in (string[])["images", "masks"])
            File.Copy(folder[$"{kind}/{stem}.png"], folder[$"{kind}/{copy}.png"], overwrite: true);
        ChangeImage(
            copy,
            image =>
            {
                ((Raster<byte>)image).Pixels[0] ^= 1; // no camera gives the same numbers twice
                return image;
            }
        );
    }

    public void Dispose() => folder.Dispose();
}
