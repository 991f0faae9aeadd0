using Grpc.Core;
using Grpc.Core.Interceptors;

namespace EdrGrpc.Server.Interceptors;

/// <summary>A rule that holds for every call, unary and streaming alike: written once in <see cref="RunAsync"/>.</summary>
internal abstract class CallInterceptor : Interceptor
{
    public sealed override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await RunAsync(request, context, async () => response = await continuation(request, context));
        return response!;
    }

    public sealed override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(request, context, () => continuation(request, responseStream, context));

    protected abstract Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
        where TRequest : class;
}
