using Seg.Core.Datasets;
using Seg.Core.Explaining;

namespace Seg.Server.Rpc.Contract;

/// <summary>What is inspected: a model and an image, both of one dataset.</summary>
/// <param name="Dataset">The full path of the dataset.</param>
/// <param name="Model">The name of a model of it.</param>
/// <param name="Image">The stem of an image of it.</param>
/// <param name="Folder">The full path of a folder to write pictures into; it is made if needed, and kept from growing without end.</param>
internal sealed record Inspected(string Dataset, string Model, string Image, string Folder);

/// <summary>Whose layers are wanted.</summary>
/// <param name="Of">A model and an image.</param>
internal sealed record LayersParams(Inspected Of);

/// <summary>The layers of a model and what they make of an image.</summary>
/// <param name="Classes">The model's, in the order of the mask values.</param>
/// <param name="Width">Of the image, in pixels.</param>
/// <param name="Height">Of the image, in pixels.</param>
/// <param name="Layers">In the order of the forward pass; the last is the head.</param>
/// <param name="Skips">Which encoder layers feed which decoder layers beside the way through the bottom.</param>
/// <param name="Bottleneck">The name of the encoder's last layer.</param>
/// <param name="Mask">What the model predicts: the class of each pixel.</param>
/// <param name="Thumbnails">
/// The strongest channels of each layer as tiles one below the other, as many of each layer, in the order
/// of the layers; of a layer with fewer, its last is repeated.
/// </param>
/// <param name="ThumbnailsEach">How many tiles there are of each layer.</param>
internal sealed record LayersResult(
    IReadOnlyList<SegClass> Classes,
    int Width,
    int Height,
    IReadOnlyList<LayerShape> Layers,
    IReadOnlyList<SkipConnection> Skips,
    string Bottleneck,
    RenderResult Mask,
    RenderResult Thumbnails,
    int ThumbnailsEach
);

/// <summary>One layer of a network.</summary>
/// <param name="Name">The path of its module, such as <c>encoder.layer4.1</c>.</param>
/// <param name="Kind">What it does, for people.</param>
/// <param name="Part">Which half it belongs to.</param>
/// <param name="Stride">How many pixels of the image one pixel of its result spans in each direction.</param>
/// <param name="Channels">Of its result.</param>
/// <param name="Height">Of its result for this image.</param>
/// <param name="Width">Of its result for this image.</param>
/// <param name="Parameters">How many numbers in it are learned.</param>
internal sealed record LayerShape(
    string Name,
    string Kind,
    LayerPart Part,
    int Stride,
    int Channels,
    int Height,
    int Width,
    long Parameters
);

/// <summary>Whose channels are wanted.</summary>
/// <param name="Of">A model and an image.</param>
/// <param name="Layer">The name of a layer.</param>
/// <param name="Class">The class that the channels' importance is for: for all pixels predicted as it; null: for none.</param>
internal sealed record ChannelsParams(Inspected Of, string Layer, int? Class);

/// <summary>The channels of a layer.</summary>
/// <param name="Channels">In their order in the layer.</param>
internal sealed record ChannelsResult(IReadOnlyList<ChannelFigures> Channels);

/// <summary>What 0 and 255 stand for in the picture of a channel: its own smallest and largest value, or the layer's.</summary>
internal enum ChannelContrast
{
    Each,
    Shared,
}

/// <summary>Which channels are wanted as small pictures.</summary>
/// <param name="Of">A model and an image.</param>
/// <param name="Layer">The name of a layer.</param>
/// <param name="Channels">From 0; at most 256.</param>
/// <param name="Contrast">What their values stand for.</param>
/// <param name="Side">The longer side of each picture, 8 to 256 pixels.</param>
internal sealed record ChannelTilesParams(
    Inspected Of,
    string Layer,
    IReadOnlyList<int> Channels,
    ChannelContrast Contrast,
    int Side
);

/// <summary>Which channel is wanted at the size of the image.</summary>
/// <param name="Of">A model and an image.</param>
/// <param name="Layer">The name of a layer.</param>
/// <param name="Channel">From 0.</param>
/// <param name="Contrast">What its values stand for.</param>
internal sealed record ChannelParams(Inspected Of, string Layer, int Channel, ChannelContrast Contrast);

/// <summary>A place on the image in pixels; 0, 0 is its upper left corner.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
internal sealed record ImagePoint(double X, double Y);

/// <summary>What is to be explained: why pixels are, or are not, of a class.</summary>
/// <param name="Class">The index of the class.</param>
/// <param name="Kind">Which pixels.</param>
/// <param name="Points">As many as the kind says.</param>
internal sealed record ExplainedTarget(int Class, TargetKind Kind, IReadOnlyList<ImagePoint> Points);

/// <summary>Which heatmap is wanted.</summary>
/// <param name="Of">A model and an image.</param>
/// <param name="Method">What it shows.</param>
/// <param name="Layer">The name of the layer that a method looks at; null: the encoder's last.</param>
/// <param name="Target">What is explained; of a probability only the class counts, Eigen-CAM asks for none.</param>
/// <param name="Progress">Gets how far it is, where it takes a while.</param>
internal sealed record HeatmapParams(
    Inspected Of,
    HeatmapMethod Method,
    string? Layer,
    ExplainedTarget Target,
    IProgress<PredictProgress> Progress
);

/// <summary>A heatmap.</summary>
/// <param name="Picture">8-bit gray of the image's size.</param>
/// <param name="Peak">What 255 stands for in the method's own unit; 0 where nothing was found.</param>
internal sealed record HeatmapResult(RenderResult Picture, double Peak);

/// <summary>Which channel's pattern is wanted.</summary>
/// <param name="Of">A model; the image does not matter.</param>
/// <param name="Layer">The name of a layer.</param>
/// <param name="Channel">From 0.</param>
/// <param name="Steps">How many steps are made, 1 to 4096; 512 give a readable picture.</param>
/// <param name="Seed">Another one gives another picture.</param>
/// <param name="Progress">Gets how many steps are done.</param>
internal sealed record PatternParams(
    Inspected Of,
    string Layer,
    int Channel,
    int Steps,
    int Seed,
    IProgress<PredictProgress> Progress
);

/// <summary>The picture that a channel responds to most.</summary>
/// <param name="Picture">8-bit, of as many channels as the model's images.</param>
/// <param name="Response">The channel's mean over the layer for the picture.</param>
/// <param name="NoiseResponse">The same for even noise.</param>
internal sealed record PatternResult(RenderResult Picture, double Response, double NoiseResponse);
