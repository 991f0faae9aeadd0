using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Policy;
using Xunit;

namespace EdrGrpc.Tests.Policy;

public sealed class PolicyEvaluatorTests
{
    private const string Document = """
        {
          // The policy of the tests.
          "roles": {
            "responder": { "tasks": ["isolate_host", "delete_file", "quarantine_file", "ioc_scan", "terminate_process"], "hosts": { "names": ["WS-*"], "groups": ["Workstations"] } },
            "collector": { "tasks": ["get_file"], "servers": ["main"], "read": "all" },
            "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"], "admin": true },
          },
          "bindings": [
            { "principals": ["alice", "group:soc"], "roles": ["responder"] },
            { "principals": ["bob"], "roles": ["lead"] },
            { "principals": ["*"], "roles": ["collector"] },
          ],
          "protected_hosts": [ { "name": "domain controllers", "hosts": { "names": ["DC-*"], "ids": ["dc-id"] } } ],
          "protected_paths": [ { "name": "windows", "paths": ["C:\\Windows\\*"] } ],
          "quiet_hours": [ { "name": "night", "from": "22:00", "to": "06:00", "effects": ["terminate"], "reaction": "refuse" } ],
          "limits": [ { "name": "few isolations", "effects": ["isolate"], "per": "principal", "max": 3, "window": "01:00:00" } ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"], "expire": "02:00:00" } ]
        }
        """;

    private static readonly HostFacts Workstation = new(["WS-17"], ["Workstations", "7"], "Windows 11", IsInfrastructure: false);
    private static readonly HostFacts DomainController = new(["DC-1"], ["Servers"], "Windows Server 2022", IsInfrastructure: false);
    private static readonly HostFacts Administration = new(["KSC"], ["Servers"], "Windows Server 2022", IsInfrastructure: true);
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly PolicyEvaluator _policy = new(PolicyReader.Read(Document, out var problems) ?? throw new InvalidOperationException(string.Join(' ', problems)));

    [Fact]
    public void NameOfAGroup_AsAPrincipal_IsNotItsMembership()
    {
        Assert.Contains("responder", _policy.RolesOf(new PolicySubject("carol", ["soc"])));
        Assert.DoesNotContain("responder", _policy.RolesOf(new PolicySubject("group:soc")));
        Assert.DoesNotContain("responder", _policy.RolesOf(new PolicySubject("carol", ["group:soc", "alice"])));
    }

    [Theory]
    [InlineData("alice", PolicyVerdict.Allowed)]
    [InlineData("bob", PolicyVerdict.Allowed)]
    [InlineData("mallory", PolicyVerdict.Denied)]
    public void Right_ComesFromRolesOnly(string principal, PolicyVerdict verdict)
    {
        var decision = Decide(new PolicySubject(principal), new IsolateHostTask(true), Workstation);
        Assert.Equal((verdict, verdict == PolicyVerdict.Denied), (decision.Verdict, decision.LacksPermission));
    }

    [Fact]
    public void Right_OfAGroup_HoldsForItsMembers() =>
        Assert.Equal(PolicyVerdict.Allowed, Decide(new PolicySubject("carol", ["soc"]), new IsolateHostTask(true), Workstation).Verdict);

    [Fact]
    public void Right_OnHostsOutsideTheRole_IsNone() =>
        Assert.Equal(PolicyVerdict.Denied, Decide(new PolicySubject("alice"), new IsolateHostTask(true), new HostFacts(["SRV-1"], ["Servers"], "", false)).Verdict);

    [Fact]
    public void Right_OnAnotherServer_IsNone() =>
        Assert.Equal(PolicyVerdict.Denied, Decide(new PolicySubject("dave"), new GetFileTask("", "", @"C:\x"), Workstation, new HostKey("other", "h")).Verdict);

    [Fact]
    public void UnknownHost_IsUndecided_NeverAllowed()
    {
        Assert.Equal(PolicyVerdict.Undecided, Decide(new PolicySubject("alice"), new IsolateHostTask(true), null).Verdict);
        Assert.Equal(PolicyVerdict.Undecided, Decide(new PolicySubject("bob"), new IsolateHostTask(true), null).Verdict);

        // Nothing that needs facts stands in the way of a release by one who may release everywhere.
        Assert.Equal(PolicyVerdict.Allowed, Decide(new PolicySubject("bob"), new IsolateHostTask(false), null).Verdict);
    }

    public static TheoryData<string, bool> ProtectedTasks => new()
    {
        { "isolate", false }, { "release", true }, { "delete", false }, { "quarantine", false }, { "terminate", false }, { "get", true }, { "scan", true },
        { "scan+isolate", false }, { "scan+quarantine", false },
    };

    [Theory]
    [MemberData(nameof(ProtectedTasks))]
    public void ProtectedHosts_AreJudgedByEffects_NotByTaskNames(string task, bool allowed)
    {
        foreach (var facts in new[] { DomainController, Administration })
        {
            var decision = Decide(new PolicySubject("bob"), Task(task, @"C:\Temp\a.exe"), facts);
            Assert.Equal(allowed, decision.Verdict == PolicyVerdict.Allowed);
            Assert.Equal(!allowed, decision.Verdict == PolicyVerdict.Denied);
            Assert.False(decision.LacksPermission);
        }
    }

    [Fact]
    public void ProtectedHost_ById_NeedsNoFacts() =>
        Assert.Equal(PolicyVerdict.Denied, Decide(new PolicySubject("bob"), new IsolateHostTask(true), null, new HostKey("main", "DC-ID")).Verdict);

    [Theory]
    [InlineData(@"C:\Windows\System32\a.dll", false, PolicyVerdict.Denied)]
    [InlineData(@"c:\WINDOWS\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\Windows", false, PolicyVerdict.Denied)]
    [InlineData(@"C:/Windows/notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\\Windows\\\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\Temp\..\Windows\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\..\..\Windows\.\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\Windows. \notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"\\?\C:\Windows\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"\\.\c:\Windows\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"\\?\UNC\localhost\c$\Windows\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"\\10.0.0.1\C$\Windows\notepad.exe", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\Windows\notepad.exe::$DATA", false, PolicyVerdict.Denied)]
    [InlineData(@"C:\a.dll", true, PolicyVerdict.Denied)]
    [InlineData(@"C:\WINDOW~1\notepad.exe", false, PolicyVerdict.NeedsApproval)]
    [InlineData(@"\\?\GLOBALROOT\Device\HarddiskVolume1\Windows\a.dll", false, PolicyVerdict.NeedsApproval)]
    [InlineData(@"C:\Windows2\notepad.exe", false, PolicyVerdict.Allowed)]
    [InlineData(@"C:\a.dll", false, PolicyVerdict.Allowed)]
    [InlineData(@"C:\Users\x\Windows\a.dll", false, PolicyVerdict.Allowed)]
    [InlineData(@"C:\Temp\a.dll", true, PolicyVerdict.Allowed)]
    public void ProtectedPath_HasNoOtherSpelling(string path, bool inSubfolders, PolicyVerdict verdict) =>
        Assert.Equal(verdict, Decide(new PolicySubject("bob"), new DeleteFileTask("", "", path, inSubfolders), Workstation).Verdict);

    [Fact]
    public void ScanThatDeletesWhatItFinds_NeedsApproval_WherePathsAreProtected() =>
        Assert.Equal((PolicyVerdict.NeedsApproval, "windows"), (Decide(new PolicySubject("bob"), Task("scan+quarantine", ""), Workstation) is var d ? d.Verdict : default, d.Rule));

    [Theory]
    [InlineData(21, 59, PolicyVerdict.Allowed)]
    [InlineData(22, 0, PolicyVerdict.Denied)]
    [InlineData(3, 0, PolicyVerdict.Denied)]
    [InlineData(6, 0, PolicyVerdict.Allowed)]
    public void QuietHours_HoldOverMidnight(int hour, int minute, PolicyVerdict verdict) => Assert.Equal(
        verdict, Decide(new PolicySubject("alice"), Task("terminate", @"C:\Temp\a.exe"), Workstation, now: new DateTimeOffset(2026, 3, 4, hour, minute, 0, TimeSpan.Zero)).Verdict);

    [Fact]
    public void Approval_IsDemanded_WithItsTime()
    {
        var decision = Decide(new PolicySubject("bob"), new StartProcessTask(@"C:\Temp\a.exe", null, null), Workstation);
        Assert.Equal((PolicyVerdict.NeedsApproval, "four eyes", TimeSpan.FromHours(2)), (decision.Verdict, decision.Rule, decision.ApprovalTime));
    }

    [Fact]
    public void Limits_AreHandedOn_ByEffect()
    {
        Assert.Equal("few isolations", Assert.Single(Decide(new PolicySubject("alice"), Task("scan+isolate", ""), Workstation).Limits).Name);
        Assert.Empty(Decide(new PolicySubject("alice"), Task("scan", ""), Workstation).Limits);
    }

    [Fact]
    public void Reading_IsOwn_UnlessARoleSaysAll()
    {
        Assert.True(_policy.MayTouch(new PolicySubject("bob"), role => role.Read, "alice", new HostKey("any", "h"), null));
        Assert.True(_policy.MayTouch(new PolicySubject("alice"), role => role.Cancel, "alice", new HostKey("main", "h"), null));
        Assert.False(_policy.MayTouch(new PolicySubject("alice"), role => role.Cancel, "bob", new HostKey("main", "h"), Workstation));
        Assert.False(_policy.MayTouch(new PolicySubject("alice"), role => role.Read, "bob", new HostKey("other", "h"), Workstation));
        Assert.Equal((true, false), (_policy.IsAdmin(new PolicySubject("bob")), _policy.IsAdmin(new PolicySubject("alice"))));
        Assert.Equal((true, false), (_policy.MayApprove(new PolicySubject("bob"), TaskKind.StartProcess, new HostKey("main", "h"), null), _policy.MayApprove(new PolicySubject("alice"), TaskKind.StartProcess, new HostKey("main", "h"), null)));
    }

    private PolicyDecision Decide(PolicySubject subject, ResponseTask task, HostFacts? facts, HostKey? host = null, DateTimeOffset? now = null) =>
        _policy.Decide(new PolicyQuestion(subject, task.Kind, ActionEffects.Of(task), host ?? new HostKey("main", "host-id"), facts, now ?? Noon));

    private static ResponseTask Task(string name, string path) => name switch
    {
        "isolate" => new IsolateHostTask(true),
        "release" => new IsolateHostTask(false),
        "delete" => new DeleteFileTask("", "", path, null),
        "quarantine" => new QuarantineFileTask("", "", path),
        "terminate" => new TerminateProcessTask("", "", path, false),
        "get" => new GetFileTask("", "", path),
        "scan" => new IocScanTask(null!, false, true, false),
        "scan+isolate" => new IocScanTask(null!, true, false, false),
        "scan+quarantine" => new IocScanTask(null!, false, false, true),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
