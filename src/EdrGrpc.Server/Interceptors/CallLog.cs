using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Event ids 100-199. Requests are never logged: they hold paths, command lines and archives.</summary>
internal static partial class CallLog
{
    [LoggerMessage(100, LogLevel.Debug, "{Method} {Code} in {Milliseconds} ms for {Principal} ({CorrelationId})")]
    public static partial void Ended(ILogger logger, string method, StatusCode code, double milliseconds, string principal, string correlationId);

    [LoggerMessage(101, LogLevel.Error, "{Method} failed by a defect ({CorrelationId})")]
    public static partial void Defect(ILogger logger, Exception exception, string method, string correlationId);
}
