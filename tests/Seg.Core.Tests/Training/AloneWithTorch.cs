namespace Seg.Core.Tests.Training;

/// <summary>
/// For what changes the whole process: a training seeds torch's one generator, and a pause holds back everybody's finalizers.
/// </summary>
[CollectionDefinition(nameof(AloneWithTorch), DisableParallelization = true)]
public sealed class AloneWithTorch;
