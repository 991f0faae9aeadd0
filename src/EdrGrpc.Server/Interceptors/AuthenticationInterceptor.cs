using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Says who calls. Callers cannot be authenticated yet: all are "anonymous", and the server listens on loopback only (Security:AllowAnonymous).</summary>
internal sealed class AuthenticationInterceptor : CallInterceptor
{
    internal const string Anonymous = "anonymous";

    protected override Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        CallContext.Of(context).Principal = Anonymous;
        return next();
    }
}
