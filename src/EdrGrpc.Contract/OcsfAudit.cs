using System.Text;
using System.Text.Json;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Contract;

/// <summary>
/// An audit record as one line of JSON with the field names of OCSF 1.3's API Activity class (6003): what syslog and "edrctl audit export" write. ASCII only: JSON escapes
/// the rest, so that no receiver has to guess an encoding.
/// </summary>
public static class OcsfAudit
{
    private const int ApplicationActivity = 6;
    private const int ApiActivity = 6003;
    private const int OtherActivity = 99;
    private const int Informational = 1;

    // Of status_id: what cannot be told is neither.
    private const int Unknown = 0;
    private const int Success = 1;
    private const int Failure = 2;

    /// <summary>The line.</summary>
    /// <param name="record">The record.</param>
    /// <param name="withDetail">False leaves the detail out, for a line that would be too long for its way.</param>
    public static string Write(AuditRecord record, bool withDetail = true)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            Write(json, record, withDetail);
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static int StatusOf(string outcome) => outcome switch
    {
        "DENIED" or "FAILED" or "REJECTED" or "EXPIRED" => Failure,
        "UNDECIDED" or "OUTCOME_UNKNOWN" or "UNTRACKED" => Unknown,
        _ => Success,
    };

    private static void Write(Utf8JsonWriter json, AuditRecord record, bool withDetail)
    {
        json.WriteStartObject();
        json.WriteNumber("category_uid", ApplicationActivity);
        json.WriteNumber("class_uid", ApiActivity);
        json.WriteNumber("activity_id", OtherActivity);
        json.WriteString("activity_name", record.Operation);
        json.WriteNumber("type_uid", (ApiActivity * 100) + OtherActivity);
        json.WriteNumber("severity_id", Informational);
        json.WriteNumber("time", record.Time.ToDateTimeOffset().ToUnixTimeMilliseconds());
        json.WriteNumber("status_id", StatusOf(record.Outcome));
        json.WriteString("status_detail", record.Outcome);
        WriteActor(json, record);
        WriteOne(json, "api", "operation", record.Operation);
        json.WriteStartObject("src_endpoint");
        if (record.Peer.Length > 0)
        {
            json.WriteString("ip", record.Peer);
        }

        json.WriteEndObject();
        if (record.TargetHost.Length > 0)
        {
            WriteOne(json, "device", "uid", record.TargetHost);
        }

        json.WriteStartObject("metadata");
        json.WriteString("version", "1.3.0");
        json.WriteNumber("sequence", record.Sequence);
        json.WriteString("uid", record.Hash);
        WriteOne(json, "product", "name", "EdrGrpc");
        json.WriteEndObject();
        WriteUnmapped(json, record, withDetail);
        json.WriteEndObject();
    }

    private static void WriteActor(Utf8JsonWriter json, AuditRecord record)
    {
        json.WriteStartObject("actor");
        WriteOne(json, "user", "name", record.Principal);
        json.WriteStartArray("authorizations");
        json.WriteStartObject();
        json.WriteString("decision", record.Outcome);
        if (record.Rule.Length > 0)
        {
            WriteOne(json, "policy", "name", record.Rule);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnmapped(Utf8JsonWriter json, AuditRecord record, bool withDetail)
    {
        json.WriteStartObject("unmapped");
        if (record.SubmissionId.Length > 0)
        {
            json.WriteString("submission_id", record.SubmissionId);
        }

        if (record.Server.Length > 0)
        {
            json.WriteString("ksc_server", record.Server);
        }

        if (record.IncidentId > 0)
        {
            json.WriteNumber("incident_id", record.IncidentId);
        }

        if (!withDetail)
        {
            json.WriteBoolean("detail_left_out", true);
        }
        else if (record.DetailJson.Length > "{}".Length)
        {
            json.WritePropertyName("detail");
            json.WriteRawValue(record.DetailJson);
        }

        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string name, string member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
