using System.Text;
using System.Text.Json;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Admin;

/// <summary>An audit record as one line of JSON with the field names of OCSF's API Activity class (6003), as the gateway's syslog writes it.</summary>
internal static class OcsfAudit
{
    private const int ApiActivity = 6003;
    private const int OtherActivity = 99;
    private const int Success = 1;
    private const int Failure = 2;

    public static string Write(AuditRecord record)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            Write(json, record);
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Write(Utf8JsonWriter json, AuditRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("class_uid", ApiActivity);
        json.WriteNumber("activity_id", OtherActivity);
        json.WriteNumber("time", record.Time.ToDateTimeOffset().ToUnixTimeMilliseconds());
        json.WriteNumber("status_id", record.Outcome is "DENIED" or "FAILED" ? Failure : Success);
        json.WriteString("status_detail", record.Outcome);
        json.WriteStartObject("actor");
        WriteOne(json, "user", "name", record.Principal);
        json.WriteEndObject();
        WriteOne(json, "api", "operation", record.Operation);
        WriteOne(json, "src_endpoint", "ip", record.Peer);
        WriteOne(json, "policy", "name", record.Rule);
        WriteOne(json, "device", "uid", record.TargetHost);
        json.WriteStartObject("metadata");
        json.WriteNumber("sequence", record.Sequence);
        json.WriteString("uid", record.Hash);
        WriteOne(json, "product", "name", "EdrGrpc");
        json.WriteEndObject();
        json.WriteStartObject("unmapped");
        WriteTextOrNull(json, "submission_id", record.SubmissionId);
        json.WriteString("ksc_server", record.Server);
        if (record.IncidentId > 0)
        {
            json.WriteNumber("incident_id", record.IncidentId);
        }
        else
        {
            json.WriteNull("incident_id");
        }

        json.WritePropertyName("detail");
        json.WriteRawValue(record.DetailJson.Length > 0 ? record.DetailJson : "{}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string name, string member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }

    private static void WriteTextOrNull(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
