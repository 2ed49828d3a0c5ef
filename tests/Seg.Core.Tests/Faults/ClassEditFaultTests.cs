using Seg.Core.Datasets;
using Seg.Core.Tests.Datasets;

namespace Seg.Core.Tests.Faults;

/// <summary>A change of classes of which any call fails leaves masks and classes that fit each other, and says so.</summary>
public sealed class ClassEditFaultTests
{
    [Fact]
    public void Whichever_call_fails_masks_and_classes_fit_each_other() =>
        UnderFaults.Run(faults => Sweep(faults, FaultKind.Alone));

    [Fact]
    public void They_do_where_nothing_can_be_written_from_then_on() =>
        UnderFaults.Run(faults => Sweep(faults, FaultKind.Lasting));

    private static void Sweep(UnderFaults faults, FaultKind kind)
    {
        using var place = new TempFolder();
        int made = 0;
        int calls = faults.EachCall(
            () =>
            {
                string folder = place[$"{made++}/dataset"];
                MeantClasses.Make(folder);
                return folder;
            },
            folder => ClassEdit.Apply(folder, MeantClasses.Swapped(), TestContext.Current.CancellationToken),
            (folder, call, failure) =>
            {
                Assert.True(failure is not null || Harmless.Is(call), "the failure was not reported");
                MeantClasses.AssertMeant(folder);
                ClassEdit.Apply(folder, MeantClasses.SwappedIn(folder), TestContext.Current.CancellationToken);
                MeantClasses.AssertKept(folder);
            },
            kind
        );
        Assert.InRange(calls, 20, 1000);
    }
}
