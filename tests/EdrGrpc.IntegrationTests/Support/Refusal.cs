using EdrGrpc.Contract;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>A refused call as a client reads it.</summary>
internal sealed record Refusal(StatusCode Code, string Message, string Reason, Google.Rpc.Status Status)
{
    public IReadOnlyList<string> Fields =>
        Status.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field).ToList() ?? [];

    public IDictionary<string, string> Metadata => Status.GetDetail<ErrorInfo>()!.Metadata;

    public bool HasRetryInfo => Status.GetDetail<RetryInfo>() is { RetryDelay: not null };

    public static Refusal Of(RpcException exception)
    {
        var status = exception.GetRpcStatus() ?? throw new InvalidOperationException($"No status details: {exception.Status}");
        var info = status.GetDetail<ErrorInfo>() ?? throw new InvalidOperationException($"No ErrorInfo: {exception.Status}");
        return info.Domain == ErrorReasons.Domain
            ? new Refusal(exception.StatusCode, exception.Status.Detail, info.Reason, status)
            : throw new InvalidOperationException($"Foreign domain: {info.Domain}");
    }

    public static async Task<Refusal> OfAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
        }
        catch (RpcException exception)
        {
            return Of(exception);
        }

        throw new InvalidOperationException("The call was not refused.");
    }
}
