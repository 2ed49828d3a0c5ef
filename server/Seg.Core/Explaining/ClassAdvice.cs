using Seg.Core.Datasets;

namespace Seg.Core.Explaining;

/// <summary>Which class has too few examples to be learned.</summary>
public static class ClassAdvice
{
    // Below that what the images have in common by chance looks like what the class looks like.
    private const int EnoughImages = 5;

    /// <summary>One piece of advice for each class that few of the labelled images have.</summary>
    /// <param name="classes">How much is labelled of each class, the background first.</param>
    /// <param name="labelled">How many images are labelled.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<ClassCount> classes, int labelled) =>
        [
            .. classes
                .Skip(1)
                .Where(c => c.Images < EnoughImages && 2 * c.Images < labelled)
                .OrderBy(c => c.Images)
                .Select(c => Few(c, labelled)),
        ];

    private static Advice Few(ClassCount count, int labelled) =>
        new(
            AdviceKind.FewExamples,
            $"\"{count.Name}\" has too few examples.",
            $"{count.Images} of {labelled} labelled images have it, with {count.Pixels} pixels together.",
            $"Label more images in which there is \"{count.Name}\", at least {EnoughImages}.",
            []
        );
}
