using EdrGrpc.Server.Errors;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Turns every exception into a status with ErrorInfo.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : CallInterceptor
{
    public override async Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        try
        {
            await next();
        }
        catch (RpcException) when (!ValidationInterceptor.IsOfContract(typeof(TRequest)))
        {
            // Health and reflection answer with statuses of their own protocols.
            throw;
        }
        catch (Exception exception)
        {
            var correlationId = CallContext.Of(context).CorrelationId;
            if (!StatusMapping.IsKnown(exception))
            {
                CallLog.Defect(logger, exception, context.Method, correlationId);
            }

            throw StatusMapping.ToRpcException(exception, context, correlationId);
        }
    }
}
