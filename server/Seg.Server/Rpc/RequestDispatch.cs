using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace Seg.Server.Rpc;

/// <summary>A connection that knows which requests are at work, so that all of them are ended before it is.</summary>
internal sealed class RequestDispatch(IJsonRpcMessageHandler messages, ILogger log) : JsonRpc(messages)
{
    // A training that is just being started is a process of its own, which the end of the window must not reach.
    private const string Outlives = "runs/start";

    private readonly ConcurrentDictionary<JsonRpcRequest, TaskCompletionSource> atWork = new();
    private readonly CancellationTokenSource ending = new();

    /// <summary>Cancels what is at work and waits for it, but no longer than that.</summary>
    public async Task CancelAll(TimeSpan patience)
    {
        await ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(atWork.Values.Select(one => one.Task)).WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (JsonRpcRequest request in atWork.Keys)
                ErrorMapping.LogUnfinished(log, request.Method);
        }
    }

    protected override async ValueTask<JsonRpcMessage> DispatchRequestAsync(
        JsonRpcRequest request,
        TargetMethod targetMethod,
        CancellationToken cancellationToken
    )
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            request.Method == Outlives ? CancellationToken.None : ending.Token
        );
        TaskCompletionSource done = atWork[request] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return await base.DispatchRequestAsync(request, targetMethod, linked.Token).ConfigureAwait(false);
        }
        finally
        {
            atWork.TryRemove(request, out _);
            done.SetResult();
        }
    }

    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception) =>
        ErrorMapping.Of(request, exception, log) ?? base.CreateErrorDetails(request, exception);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ending.Dispose();
        base.Dispose(disposing);
    }
}
