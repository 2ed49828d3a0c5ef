using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seg.Core;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc.Protocol;

namespace Seg.Server.Rpc;

/// <summary>
/// How exceptions travel: an error that the user can act on with its sentence and its code, and wrong parameters by their
/// names. Anything else that is thrown is a fault of ours: its details go to the log.
/// </summary>
internal static partial class ErrorMapping
{
    /// <summary>Null: what the connection makes of it by itself is right, as for a cancellation.</summary>
    public static JsonRpcError.ErrorDetail? Of(JsonRpcRequest request, Exception exception, ILogger log)
    {
        switch (exception)
        {
            case SegException error:
                return new JsonRpcError.ErrorDetail
                {
                    Code = (JsonRpcErrorCode)Wire.UserError,
                    Message = error.Message,
                    Data = new ErrorData(error.Code, error.Fields),
                };
            case OperationCanceledException:
                return null;
            case JsonException:
                return new JsonRpcError.ErrorDetail
                {
                    Code = JsonRpcErrorCode.InvalidParams,
                    Message = $"{request.Method} was asked for wrongly: {exception.Message}",
                };
            default:
                LogFault(log, request.Method, exception);
                return new JsonRpcError.ErrorDetail
                {
                    Code = JsonRpcErrorCode.InternalError,
                    Message = "This is a fault of Seg, not yours; the log of the server has the details.",
                };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} had not ended when the server did.")]
    public static partial void LogUnfinished(ILogger log, string? method);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method}")]
    private static partial void LogFault(ILogger log, string? method, Exception fault);
}
