using System.Text.Json;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Submissions.Audit;
using Grpc.Core;

namespace EdrGrpc.Server.Admin;

/// <summary>Audit entries of AdminService.</summary>
internal sealed class AdminAudit(TimeProvider time)
{
    public AuditEntry Entry(ServerCallContext context, string operation, params ReadOnlySpan<(string Key, string Value)> detail)
    {
        var call = CallContext.Of(context);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in detail)
        {
            values[key] = value;
        }

        return new AuditEntry
        {
            Time = time.GetUtcNow(), Principal = call.Principal, Peer = call.Peer, Operation = operation, Outcome = "ALLOWED", DetailJson = JsonSerializer.Serialize(values),
        };
    }
}
