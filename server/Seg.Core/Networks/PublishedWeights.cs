namespace Seg.Core.Networks;

/// <summary>Weights for an encoder that somebody has published as safetensors.</summary>
/// <param name="Repository">Owner and name at https://huggingface.co.</param>
/// <param name="Licence">An SPDX identifier, or null where we do not know it for certain.</param>
/// <param name="Input">The input that they were trained on, for red, green and blue.</param>
public sealed record PublishedWeights(string Repository, string? Licence, InputStatistics Input)
{
    // The publishers replace no files of these repositories, and name no revisions.
    private const string Revision = "main";

    /// <summary>Where the file is.</summary>
    public Uri Address => new($"https://huggingface.co/{Repository}/resolve/{Revision}/model.safetensors");
}
