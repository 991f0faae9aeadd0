using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Says who calls, and refuses whoever does not say so. Health is open: it tells nothing but that the server serves.</summary>
internal sealed class AuthenticationInterceptor(IOptions<SecurityOptions> security, CallRates rates, CallAudit audit, RefusedCalls refused) : CallInterceptor
{
    public override async Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        if (ValidationInterceptor.IsOfContract(typeof(TRequest)))
        {
            var http = context.GetHttpContext();
            var peer = http.Connection.RemoteIpAddress?.ToString() ?? "";
            var call = CallContext.Of(context);
            call.Peer = peer;
            var identity = http.Features.Get<CallIdentity>() ?? (security.Value.AllowAnonymous ? CallIdentity.Anonymous : null);
            if (identity is null)
            {
                var trouble = http.Features.Get<AuthenticationTrouble>()?.Refusal;
                if (trouble is null || trouble.Reason == ErrorReason.QuotaExceeded)
                {
                    var rule = trouble is null ? "authentication" : "Security:FailedAuthenticationsPerMinute";
                    await refused.RecordAsync(audit.Entry(context, AuditOutcomes.Denied, rule: rule) with { Principal = RefusedCalls.Unauthenticated });
                }

                throw trouble ?? new ResponseException(
                    ErrorReason.Unauthenticated, "The call is not authenticated. Send a valid API token or JSON Web Token (authorization: Bearer …), or present a client certificate.");
            }

            call.Identity = identity;
            if (rates.TooManyCalls(identity.Subject.Principal) is { } calls)
            {
                await refused.RecordAsync(audit.Entry(context, AuditOutcomes.Denied, rule: "Security:CallsPerSecond"));
                throw calls;
            }
        }

        await next();
    }
}
