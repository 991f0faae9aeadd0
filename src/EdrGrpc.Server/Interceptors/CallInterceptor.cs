using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>A rule that holds for every call, unary and streaming alike. Not known to gRPC itself: <see cref="CallPipeline"/> is, and runs them.</summary>
internal abstract class CallInterceptor
{
    public abstract Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
        where TRequest : class;
}
