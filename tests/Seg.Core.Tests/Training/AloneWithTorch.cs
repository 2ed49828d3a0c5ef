namespace Seg.Core.Tests.Training;

/// <summary>A training seeds torch's one generator, so no other test may draw from it meanwhile.</summary>
[CollectionDefinition(nameof(AloneWithTorch), DisableParallelization = true)]
public sealed class AloneWithTorch;
