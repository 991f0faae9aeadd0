using EdrGrpc.Server.Errors;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Refuses new calls while the server stops, with the advice to call again.</summary>
internal sealed class ShutdownInterceptor(IHostApplicationLifetime lifetime) : CallInterceptor
{
    public override Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? throw StatusMapping.ShuttingDown() : next();
}
