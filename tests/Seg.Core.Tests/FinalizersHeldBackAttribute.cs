using System.Collections.Concurrent;
using System.Reflection;
using Seg.Core.Tensors;
using Xunit.v3;

[assembly: Seg.Core.Tests.FinalizersHeldBack]

namespace Seg.Core.Tests;

/// <summary>
/// Holds a <see cref="FinalizerPause"/> for each test: without it, a garbage collection that another test causes may free the
/// numbers that libtorch computes with. What a test leaves undisposed stays in memory meanwhile.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class FinalizersHeldBackAttribute : BeforeAfterTestAttribute
{
    private readonly ConcurrentDictionary<string, FinalizerPause> pauses = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (methodUnderTest.DeclaringType?.IsDefined(typeof(FinalizersRunAttribute)) != true)
            pauses[test.UniqueID] = FinalizerPause.Begin();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (pauses.TryRemove(test.UniqueID, out FinalizerPause? pause))
            pause.Dispose();
    }
}

/// <summary>Of tests that run without it, so that what forgets its <see cref="ComputeScope"/> is found.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FinalizersRunAttribute : Attribute;
