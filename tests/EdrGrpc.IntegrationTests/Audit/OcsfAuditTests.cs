using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>The line of "edrctl audit export" and of syslog, member by member.</summary>
public sealed class OcsfAuditTests
{
    private static readonly AuditRecord Record = new()
    {
        Sequence = 17, Time = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 1, 10, 0, 0, 250, TimeSpan.Zero)), Principal = "alice", Peer = "192.0.2.7", Operation = "Submit",
        Outcome = "DENIED", Rule = "crown jewels", SubmissionId = "019cd0a2-0000-7000-8000-000000000001", Server = "default", TargetHost = "host-é", IncidentId = 42,
        DetailJson = """{"task":"isolate_host"}""", Hash = "ab12",
    };

    [Fact]
    public void Write_WholeRecord() => Assert.Equal(
        """
        {"category_uid":6,"class_uid":6003,"activity_id":99,"activity_name":"Submit","type_uid":600399,"severity_id":1,"time":1772359200250,"status_id":2,"status_detail":"DENIED",
        "actor":{"user":{"name":"alice"},"authorizations":[{"decision":"DENIED","policy":{"name":"crown jewels"}}]},"api":{"operation":"Submit"},"src_endpoint":{"ip":"192.0.2.7"},
        "device":{"uid":"host-\u00E9"},"metadata":{"version":"1.3.0","sequence":17,"uid":"ab12","product":{"name":"EdrGrpc"}},
        "unmapped":{"submission_id":"019cd0a2-0000-7000-8000-000000000001","ksc_server":"default","incident_id":42,"detail":{"task":"isolate_host"}}}
        """.ReplaceLineEndings(""),
        OcsfAudit.Write(Record));

    [Fact]
    public void Write_OfTheServerItself_LeavesOutWhatThereIsNot() => Assert.Equal(
        """
        {"category_uid":6,"class_uid":6003,"activity_id":99,"activity_name":"PolicyReload","type_uid":600399,"severity_id":1,"time":1772359200250,"status_id":1,"status_detail":"ALLOWED",
        "actor":{"user":{"name":"edrgrpc"},"authorizations":[{"decision":"ALLOWED"}]},"api":{"operation":"PolicyReload"},"src_endpoint":{},
        "metadata":{"version":"1.3.0","sequence":17,"uid":"ab12","product":{"name":"EdrGrpc"}},"unmapped":{}}
        """.ReplaceLineEndings(""),
        OcsfAudit.Write(new AuditRecord { Sequence = 17, Time = Record.Time, Principal = "edrgrpc", Operation = "PolicyReload", Outcome = "ALLOWED", DetailJson = "{}", Hash = "ab12" }));

    [Theory]
    [InlineData("ALLOWED", 1)]
    [InlineData("NEEDS_APPROVAL", 1)]
    [InlineData("SUBMITTING", 1)]
    [InlineData("SUCCEEDED", 1)]
    [InlineData("DENIED", 2)]
    [InlineData("FAILED", 2)]
    [InlineData("REJECTED", 2)]
    [InlineData("EXPIRED", 2)]
    [InlineData("OUTCOME_UNKNOWN", 0)]
    [InlineData("UNDECIDED", 0)]
    public void Write_Status_SaysWhetherItWasDone(string outcome, int status) =>
        Assert.Contains($"\"status_id\":{status},", OcsfAudit.Write(new AuditRecord(Record) { Outcome = outcome }), StringComparison.Ordinal);
}
