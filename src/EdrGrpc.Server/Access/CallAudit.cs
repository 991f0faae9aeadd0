using System.Text.Json;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using Grpc.Core;

namespace EdrGrpc.Server.Access;

/// <summary>Entries of the audit record about calls: who, from where, which RPC.</summary>
internal sealed class CallAudit(IAuditStore store, TimeProvider time)
{
    /// <summary>An entry, to be recorded together with what it is about.</summary>
    public AuditEntry Entry(ServerCallContext context, string outcome, Submission? submission = null, string rule = "", string detailJson = "{}")
    {
        var call = CallContext.Of(context);
        return new AuditEntry
        {
            Time = time.GetUtcNow(),
            Principal = call.Principal,
            Peer = call.Peer,
            Operation = OperationOf(context),
            Outcome = outcome,
            Rule = rule,
            SubmissionId = submission?.Id,
            Server = submission?.Server ?? "",
            TargetHost = submission?.TargetHost ?? "",
            IncidentId = submission?.IncidentId,
            DetailJson = detailJson,
        };
    }

    /// <summary>Records what changed nothing: a refusal, or a call that came too late.</summary>
    public Task RecordAsync(ServerCallContext context, string outcome, Submission? submission, string rule) =>
        store.AppendAsync(Entry(context, outcome, submission, rule), context.CancellationToken);

    /// <summary>Records that a submission may not be seen; nothing if there is none to see.</summary>
    public Task DeniedAsync(ServerCallContext context, Submission? unseen) =>
        unseen is null ? Task.CompletedTask : RecordAsync(context, AuditOutcomes.Denied, unseen, "roles");

    /// <summary>The RPC's name without its service.</summary>
    public static string OperationOf(ServerCallContext context) => context.Method[(context.Method.LastIndexOf('/') + 1)..];

    public static string Detail(params ReadOnlySpan<(string Key, string Value)> values)
    {
        var detail = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            detail[key] = value;
        }

        return JsonSerializer.Serialize(detail);
    }
}
