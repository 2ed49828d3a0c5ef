using OpenCvSharp;
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

    public void ChangeMask(string stem, Action<Mat> change)
    {
        string file = folder[$"masks/{stem}.png"];
        using Mat mask = MaskFile.Read(file);
        change(mask);
        MaskFile.Write(file, mask);
    }

    public void ChangeImage(string stem, Action<Mat> change)
    {
        string file = folder[$"images/{stem}.png"];
        using Mat image = ImageFile.Read(file);
        change(image);
        ImageFile.Write(file, image);
    }

    /// <summary>Gives one class the value of another.</summary>
    public static void Replace(Mat mask, int from, int to)
    {
        using var isClass = new Mat();
        Cv2.Compare(mask, new Scalar(from), isClass, CmpTypes.EQ);
        mask.SetTo(new Scalar(to), isClass);
    }

    /// <summary>Makes it another image of the split, taken of the same field of view.</summary>
    public void Repeat(string stem, string copy)
    {
        foreach (string kind in (string[])["images", "masks"])
            File.Copy(folder[$"{kind}/{stem}.png"], folder[$"{kind}/{copy}.png"], overwrite: true);
    }

    public void Dispose() => folder.Dispose();
}
