using System.Diagnostics;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>First: gives every call its correlation id, its log line and its metrics.</summary>
internal sealed class CorrelationInterceptor(ILogger<CorrelationInterceptor> logger, Telemetry.GatewayMetrics metrics, TimeProvider time) : CallInterceptor
{
    private const string Header = "x-correlation-id";
    private const int LongestHeader = 128;

    public override async Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        var call = new CallContext { CorrelationId = CorrelationId(context) };
        CallContext.Attach(context, call);
        var started = time.GetTimestamp();
        var code = StatusCode.OK;
        try
        {
            await next();
        }
        catch (RpcException exception)
        {
            code = exception.StatusCode;
            throw;
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started);
            metrics.CallEnded(context.Method, code, elapsed);
            CallLog.Ended(logger, context.Method, code, elapsed.TotalMilliseconds, call.Principal, call.CorrelationId);
        }
    }

    private static string CorrelationId(ServerCallContext context)
    {
        var given = context.RequestHeaders.GetValue(Header);
        return given is { Length: > 0 and <= LongestHeader } && given.All(character => character is > ' ' and <= '~')
            ? given
            : Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
    }
}
