using OpenCvSharp;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Prediction;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class LabelAdviceTests
{
    private static readonly string[] Classes = ["background", "cell", "bud"];

    [Fact]
    public void A_forgotten_and_a_mislabelled_object_are_found_where_they_are()
    {
        using Mat label = Discs(forgotten: true, second: 2);
        using PredictedImage predicted = Predicted(probability: 0.995f);
        IReadOnlyList<Advice> advice = LabelAdvice.Of("a", label, predicted, Classes);
        Assert.Equal(2, advice.Count);
        Assert.All(advice, found => Assert.Equal(AdviceKind.Label, found.Kind));
        Advice forgotten = advice.Single(found => found.Sentence.Contains("\"background\""));
        Assert.Equal("In \"a\" something that is labelled \"background\" looks like \"cell\".", forgotten.Sentence);
        Assert.Equal(new AdvicePlace("a", new AdviceRegion(13, 12, 15, 17)), Assert.Single(forgotten.Places));
        Advice mistaken = advice.Single(found => found.Sentence.Contains("\"bud\""));
        Assert.Equal("In \"a\" something that is labelled \"bud\" looks like \"cell\".", mistaken.Sentence);
        Assert.Equal(new AdviceRegion(53, 12, 15, 17), Assert.Single(mistaken.Places).Region);
    }

    [Fact]
    public void Right_labels_a_model_that_is_unsure_and_what_is_not_labelled_get_no_advice()
    {
        using Mat right = Discs(forgotten: false, second: 1);
        using Mat wrong = Discs(forgotten: true, second: 2);
        using Mat open = Discs(forgotten: false, second: MaskFile.Ignore);
        using PredictedImage sure = Predicted(probability: 0.995f);
        using PredictedImage unsure = Predicted(probability: 0.98f);
        using Mat wider = right.Clone();
        Cv2.Dilate(wider, wider, null, iterations: 2); // a hand that draws two pixels too wide
        Assert.Empty(LabelAdvice.Of("a", right, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", wider, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", open, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", wrong, unsure, Classes));
        using Mat left = unsure.Probability.ColRange(0, 18); // less than half of the first disc, nothing of the second
        left.SetTo(Scalar.All(1));
        Assert.Empty(LabelAdvice.Of("a", wrong, unsure, Classes));
    }

    /// <summary>Two discs of 17 pixels, as <see cref="Predicted"/> finds them, labelled as told.</summary>
    private static Mat Discs(bool forgotten, byte second)
    {
        var mask = new Mat(40, 80, MatType.CV_8UC1, Scalar.All(0));
        if (!forgotten)
            Cv2.Circle(mask, new Point(20, 20), 8, Scalar.All(1), -1);
        Cv2.Circle(mask, new Point(60, 20), 8, Scalar.All(second), -1);
        return mask;
    }

    private static PredictedImage Predicted(float probability) =>
        new(Discs(forgotten: false, second: 1), new Mat(40, 80, MatType.CV_32FC1, Scalar.All(probability)));
}
