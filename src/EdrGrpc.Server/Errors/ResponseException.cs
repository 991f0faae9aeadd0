using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.Server.Errors;

/// <summary>A refusal that a caller gets as a gRPC status with ErrorInfo and details. The message is a sentence the caller can act on.</summary>
public sealed class ResponseException : Exception
{
    /// <summary>Creates a refusal.</summary>
    public ResponseException(ErrorReason reason, string message, params IMessage[] details)
        : base(message)
    {
        Reason = reason;
        Details = details;
    }

    /// <summary>Why; decides the status code.</summary>
    public ErrorReason Reason { get; }

    /// <summary>Further details (BadRequest, RetryInfo …); ErrorInfo is added by itself.</summary>
    public IReadOnlyList<IMessage> Details { get; }

    /// <summary>ErrorInfo.metadata, keys as documented at the reason.</summary>
    public Dictionary<string, string> Metadata { get; init; } = new(StringComparer.Ordinal);
}
