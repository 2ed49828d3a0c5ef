namespace Seg.Server.Rpc.Contract;

/// <summary>Whose published weights are wanted.</summary>
/// <param name="Encoder">The name of an encoder.</param>
/// <param name="Progress">Is told how many MB of how many are here.</param>
internal sealed record WeightsParams(string Encoder, IProgress<PredictProgress> Progress);

/// <summary>Where weights are.</summary>
/// <param name="Path">The full path of the file.</param>
internal sealed record WeightsFile(string Path);
