using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Prediction;

namespace Seg.Core.Tests.Prediction;

/// <summary>What lies in a folder of predictions fits together: masks, both tables, and what the state says of them.</summary>
internal static class Agreement
{
    /// <summary>Every line of a table is about the mask beside it, and what no line is about is said to be unfinished.</summary>
    /// <returns>The file names of the images that are unfinished.</returns>
    public static IReadOnlyList<string> Check(PredictionFolder folder, IReadOnlyList<SegClass> classes)
    {
        var state = PredictionState.Read(folder);
        string[] unfinished = [.. state.CutOff(folder).SelectMany(one => one.Images).Distinct()];
        HashSet<string> listed = [];
        foreach (ImageFindings line in new ImageTable(classes).Read(folder.Images))
        {
            string mask = MaskOf(folder, line.Image, line.Page);
            long[] counts = Counts(mask, classes.Count);
            Assert.Equal(counts[1..], line.Classes.Select(c => c.Area));
            for (int index = 1; index < classes.Count; index++)
                Assert.Equal(counts[index], AreaOfObjects(folder, classes, line.Image, line.Page, index));
            listed.Add(mask);
        }
        foreach ((string image, int page) in Pages(folder.Objects))
        {
            string mask = MaskOf(folder, image, page);
            Assert.True(listed.Contains(mask) || unfinished.Contains(image));
            long[] counts = Counts(mask, classes.Count);
            for (int index = 1; index < classes.Count; index++)
                Assert.Equal(counts[index], AreaOfObjects(folder, classes, image, page, index));
        }
        foreach (PredictedMask mask in state.Masks)
            Assert.Contains(MaskOf(folder, mask.Image, mask.Page), listed);
        foreach (string mask in Directory.EnumerateFiles(folder.Path, "*.png").Where(mask => !listed.Contains(mask)))
            Assert.Contains(unfinished, image => MaskOf(folder, image, 1) == mask || MaskOf(folder, image, 2) == mask);
        return unfinished;
    }

    private static string MaskOf(PredictionFolder folder, string image, int page)
    {
        string stem = Path.GetFileNameWithoutExtension(image);
        return folder.Mask(Dataset.HasPages(image) ? $"{stem}_page{page}" : stem);
    }

    private static long[] Counts(string mask, int classes)
    {
        long[] counts = new long[classes];
        foreach (byte value in MaskFile.ReadIndices(mask).Pixels)
            counts[value]++;
        return counts;
    }

    private static long AreaOfObjects(
        PredictionFolder folder,
        IReadOnlyList<SegClass> classes,
        string image,
        int page,
        int index
    ) =>
        new ObjectTable(classes)
            .Read(folder.Objects, image, page)
            .Where(found => found.Class == index)
            .Sum(found => (long)found.Area);

    private static IEnumerable<(string Image, int Page)> Pages(string table) =>
        File.Exists(table)
            ? File.ReadLines(table)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(cells => (cells[0], int.Parse(cells[1])))
                .Distinct()
            : [];
}
