using System.Text.Json;
using Seg.Core;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace Seg.Server.Rpc;

/// <summary>
/// A connection on which an error that the user can act on travels with its sentence and its code, and wrong parameters
/// are named. Anything else that is thrown is a fault of ours: its details go to the log.
/// </summary>
internal sealed class ToldErrors(IJsonRpcMessageHandler messages, TextWriter log) : JsonRpc(messages)
{
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        switch (exception)
        {
            case SegException told:
                return new JsonRpcError.ErrorDetail
                {
                    Code = (JsonRpcErrorCode)Wire.UserError,
                    Message = told.Message,
                    Data = new ErrorData(told.Code),
                };
            case OperationCanceledException:
                return base.CreateErrorDetails(request, exception);
            case JsonException:
                return new JsonRpcError.ErrorDetail
                {
                    Code = JsonRpcErrorCode.InvalidParams,
                    Message = $"{request.Method} was asked for wrongly: {exception.Message}",
                };
            default:
                log.WriteLine($"{request.Method}: {exception}");
                return new JsonRpcError.ErrorDetail
                {
                    Code = JsonRpcErrorCode.InternalError,
                    Message = "This is a fault of Seg, not yours; the log of the server has the details.",
                };
        }
    }
}
