namespace Seg.Server.Rpc;

/// <summary>The handlers, one for each area: their methods are all that can be asked for.</summary>
internal static class Handlers
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(SessionHandler),
        typeof(DatasetHandler),
        typeof(ImageHandler),
        typeof(RunsHandler),
        typeof(PredictHandler),
        typeof(ExplainHandler),
        typeof(AdviceHandler),
        typeof(WeightsHandler),
    ];
}
