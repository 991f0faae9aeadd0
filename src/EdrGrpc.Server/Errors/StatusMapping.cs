using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Store;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace EdrGrpc.Server.Errors;

/// <summary>Exceptions to statuses. Whatever is not known becomes INTERNAL with a correlation id and no text of the exception.</summary>
internal static class StatusMapping
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShutdownRetry = TimeSpan.FromSeconds(1);

    public static RpcException ToRpcException(Exception exception, ServerCallContext context, string correlationId) =>
        ToStatus(exception, context, correlationId).ToRpcException();

    public static RpcException ToRpcException(ResponseException refusal) => ToStatus(refusal).ToRpcException();

    public static ResponseException ShuttingDown() => new(
        ErrorReason.ShuttingDown, "The server is stopping. Call again: another instance or the restarted one answers.", Retry(ShutdownRetry));

    public static ResponseException StoreUnavailable(StoreUnavailableException store) => new(
        ErrorReason.StoreUnavailable, store.MayBeStored ? $"{store.Message} Repeat with the same request_id." : $"{store.Message} Nothing was accepted.", Retry(StoreRetry));

    public static RetryInfo Retry(TimeSpan delay) => new() { RetryDelay = Duration.FromTimeSpan(delay) };

    public static bool IsKnown(Exception exception) => exception is ResponseException or StoreUnavailableException or RpcException or OperationCanceledException;

    private static RpcStatus ToStatus(Exception exception, ServerCallContext context, string correlationId) => ToStatus(exception switch
        {
            ResponseException known => known,
            StoreUnavailableException store => StoreUnavailable(store),
            OperationCanceledException when context.Deadline <= context.RequestDeadlineNow() => new ResponseException(
                ErrorReason.DeadlineExceeded, "The deadline of the call passed. What was recorded goes on; repeat with the same request_id to see it."),
            OperationCanceledException => new ResponseException(ErrorReason.Cancelled, "The call was cancelled. What was recorded goes on."),
            RpcException { StatusCode: StatusCode.ResourceExhausted } large => new ResponseException(ErrorReason.MessageTooLarge, large.Status.Detail),
            RpcException { StatusCode: StatusCode.Unimplemented } missing => new ResponseException(ErrorReason.NotSupported, missing.Status.Detail),
            _ => new ResponseException(ErrorReason.Internal, $"A defect of the server. Look for correlation id {correlationId} in its log.")
            {
                Metadata = { ["correlation_id"] = correlationId },
            },
        });

    private static RpcStatus ToStatus(ResponseException refusal)
    {
        var info = new ErrorInfo { Domain = ErrorReasons.Domain, Reason = ErrorReasons.NameOf(refusal.Reason) };
        info.Metadata.Add(refusal.Metadata);
        var status = new RpcStatus { Code = (int)ErrorReasons.StatusOf(refusal.Reason), Message = refusal.Message };
        status.Details.Add(Any.Pack(info));
        status.Details.Add(refusal.Details.Select(detail => Any.Pack(detail)));
        return status;
    }

    // The deadline is checked against the system's clock, as gRPC itself does.
    private static DateTime RequestDeadlineNow(this ServerCallContext _) => TimeProvider.System.GetUtcNow().UtcDateTime;
}
