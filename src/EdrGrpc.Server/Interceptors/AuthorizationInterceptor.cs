using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Policy;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Refuses an RPC that no role of the caller opens, before anything is looked up. What it is about is decided by its handler.</summary>
internal sealed class AuthorizationInterceptor(PolicySource policy, CallAudit audit) : CallInterceptor
{
    public override async Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        if (ValidationInterceptor.IsOfContract(typeof(TRequest)) && Objection(context) is { } objection)
        {
            await audit.RecordAsync(context, AuditOutcomes.Denied, null, "roles");
            throw new ResponseException(ErrorReason.PermissionDenied, objection);
        }

        await next();
    }

    private string? Objection(ServerCallContext context)
    {
        var subject = CallContext.Of(context).Identity.Subject;
        var current = policy.Current;
        return RpcRights.Of(context.Method) switch
        {
            null => "No rule says who may call this.",
            RpcRight.Admin => current.IsAdmin(subject) ? null : $"{subject.Principal} has no role with admin = true.",

            // A repeat of what was accepted is answered whatever the policy says now: the handler looks the request id up first.
            RpcRight.Submit => null,
            RpcRight.Read => Any(role => role.Read != Scope.None, "may read submissions"),
            RpcRight.Cancel => Any(role => role.Cancel != Scope.None, "may cancel submissions"),
            RpcRight.Approve => Any(role => role.Approve.Count > 0, "may approve anything"),
            _ => Any(_ => true, "is in the policy"),
        };

        string? Any(Func<PolicyRole, bool> opens, string what) => current.HasRole(subject, opens) ? null : $"No role of {subject.Principal} {what}.";
    }
}
