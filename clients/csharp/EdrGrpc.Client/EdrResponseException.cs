using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Client;

/// <summary>An error of the gateway with its details read. It is an <see cref="RpcException"/>: the status code is in <see cref="RpcException.StatusCode"/>.</summary>
public sealed class EdrResponseException : RpcException
{
    internal EdrResponseException(RpcException cause)
        : base(cause.Status, cause.Trailers, MessageOf(cause))
    {
        var details = cause.GetRpcStatus();
        var info = details?.GetDetail<ErrorInfo>();
        Details = details;
        ReasonName = info?.Reason ?? "";
        Reason = ErrorReasonNames.Parse(ReasonName);
        Metadata = info?.Metadata ?? (IReadOnlyDictionary<string, string>)NoMetadata;
        FieldViolations = details?.GetDetail<BadRequest>()?.FieldViolations.Select(one => new FieldViolation(one.Field, one.Description)).ToList() ?? [];
        RetryDelay = details?.GetDetail<RetryInfo>()?.RetryDelay is { } delay ? delay.ToTimeSpan() : null;
    }

    private static Dictionary<string, string> NoMetadata { get; } = [];

    /// <summary>Why, or Unspecified when the error does not come from the gateway or its reason is newer than this package.</summary>
    public ErrorReason Reason { get; }

    /// <summary>Why, as the gateway wrote it, for example "HOST_UNRESOLVED"; empty when the error does not come from the gateway.</summary>
    public string ReasonName { get; }

    /// <summary>Particulars by the keys that <see cref="ErrorReason"/> documents.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The fields of the request that break their rules.</summary>
    public IReadOnlyList<FieldViolation> FieldViolations { get; }

    /// <summary>How long to wait before the call is repeated, when the gateway says so.</summary>
    public TimeSpan? RetryDelay { get; }

    /// <summary>All details, or null when there are none.</summary>
    public Google.Rpc.Status? Details { get; }

    internal static RpcException From(RpcException cause) => cause as EdrResponseException ?? new EdrResponseException(cause);

    private static string MessageOf(RpcException cause)
    {
        var fields = cause.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(one => $" {one.Field}: {one.Description}") ?? [];
        return $"{cause.StatusCode}: {cause.Status.Detail}{string.Concat(fields.Take(10))}";
    }
}
