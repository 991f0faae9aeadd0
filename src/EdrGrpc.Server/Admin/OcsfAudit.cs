using System.Text.Json;
using System.Text.Json.Nodes;
using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Server.Admin;

/// <summary>An audit record as one line of JSON with the field names of OCSF's API Activity class (6003).</summary>
internal static class OcsfAudit
{
    private const int ApiActivity = 6003;
    private const int OtherActivity = 99;
    private const int Success = 1;
    private const int Failure = 2;

    public static string Write(AuditRecord record)
    {
        var entry = record.Entry;
        var json = new JsonObject
        {
            ["class_uid"] = ApiActivity,
            ["activity_id"] = OtherActivity,
            ["time"] = entry.Time.ToUnixTimeMilliseconds(),
            ["status_id"] = entry.Outcome is "DENIED" or "FAILED" ? Failure : Success,
            ["status_detail"] = entry.Outcome,
            ["actor"] = new JsonObject { ["user"] = new JsonObject { ["name"] = entry.Principal } },
            ["api"] = new JsonObject { ["operation"] = entry.Operation },
            ["src_endpoint"] = new JsonObject { ["ip"] = entry.Peer },
            ["policy"] = new JsonObject { ["name"] = entry.Rule },
            ["device"] = new JsonObject { ["uid"] = entry.TargetHost },
            ["metadata"] = new JsonObject { ["sequence"] = record.Sequence, ["uid"] = Convert.ToHexStringLower(record.Hash.Span), ["product"] = new JsonObject { ["name"] = "EdrGrpc" } },
            ["unmapped"] = new JsonObject
            {
                ["submission_id"] = entry.SubmissionId?.ToString(), ["ksc_server"] = entry.Server, ["incident_id"] = entry.IncidentId, ["detail"] = JsonNode.Parse(entry.DetailJson),
            },
        };
        return json.ToJsonString(JsonSerializerOptions.Default);
    }
}
