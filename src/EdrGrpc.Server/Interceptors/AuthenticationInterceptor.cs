using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Says who calls, and refuses whoever does not say so. Health is open: it tells nothing but that the server serves.</summary>
internal sealed class AuthenticationInterceptor(IOptions<SecurityOptions> security, CallRates rates) : CallInterceptor
{
    protected override async Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        if (ValidationInterceptor.IsOfContract(typeof(TRequest)))
        {
            var http = context.GetHttpContext();
            var peer = http.Connection.RemoteIpAddress?.ToString() ?? "";
            var identity = http.Features.Get<CallIdentity>() ?? (security.Value.AllowAnonymous ? CallIdentity.Anonymous : null);
            if (identity is null)
            {
                throw http.Features.Get<AuthenticationTrouble>()?.Refusal ?? new ResponseException(
                    ErrorReason.Unauthenticated, "The call is not authenticated. Send a valid API token or JSON Web Token (authorization: Bearer …), or present a client certificate.");
            }

            var call = CallContext.Of(context);
            call.Identity = identity;
            call.Peer = peer;
            rates.Demand(identity.Subject.Principal);
        }

        await next();
    }
}
