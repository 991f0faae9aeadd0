using EdrGrpc.Submissions.Policy;
using Xunit;

namespace EdrGrpc.Tests.Policy;

public sealed class PolicyReaderTests
{
    [Theory]
    [InlineData("{", "line")]
    [InlineData("null", "null")]
    [InlineData("""{"role":{}}""", "role")]
    [InlineData("""{"roles":{"a":{"tasks":["isolate"]}}}""", "roles.a.tasks: there is no task \"isolate\"")]
    [InlineData("""{"roles":{"a":{"read":"everything"}}}""", "roles.a.read")]
    [InlineData("""{"roles":{"a":{"hosts":{}}}}""", "roles.a.hosts: must not be empty")]
    [InlineData("""{"bindings":[{"principals":["x"],"roles":["a"]}]}""", "bindings[0].roles: there is no role \"a\"")]
    [InlineData("""{"protected_hosts":[{"name":"a","hosts":{}}]}""", "protected_hosts[0].hosts: must not be empty")]
    [InlineData("""{"protected_hosts":[{"hosts":{"ids":["x"]}}]}""", "needs a name")]
    [InlineData("""{"protected_paths":[{"name":"a","paths":["Windows\\*"]}]}""", "would never match")]
    [InlineData("""{"limits":[{"name":"a","effects":["isolate"],"max":0,"window":"01:00:00"}]}""", "limits[0].max")]
    [InlineData("""{"limits":[{"name":"a","effects":["explode"],"max":1,"window":"01:00:00"}]}""", "limits[0].effects")]
    [InlineData("""{"limits":[{"name":"a","effects":["isolate"],"max":1,"window":"00:00:01"}]}""", "limits[0].window")]
    [InlineData("""{"quiet_hours":[{"name":"a","from":"08:00","to":"09:00","time_zone":"Mars/Base"}]}""", "time_zone")]
    [InlineData("""{"approvals":[{"name":"a","except_roles":["b"]}]}""", "approvals[0].except_roles")]
    [InlineData("""{"approvals":[{"name":"a"},{"name":"a"}]}""", "Two rules are called \"a\"")]
    [InlineData("""{"roles":{},"roles":{}}""", "roles")]
    public void BadPolicy_IsRefused_WithThePlace(string text, string part)
    {
        Assert.Null(PolicyReader.Read(text, out var problems));
        Assert.Contains(problems, problem => problem.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryProblem_IsTold_AtOnce()
    {
        PolicyReader.Read("""{"roles":{"a":{"tasks":["x"]}},"bindings":[{"principals":[],"roles":["b"]}],"limits":[{"name":"l","effects":[],"max":0,"window":"1.00:00:00"}]}""", out var problems);
        Assert.Equal(5, problems.Count);
    }

    [Fact]
    public void EmptyPolicy_AllowsNothing()
    {
        var policy = new PolicyEvaluator(PolicyReader.Read("{}", out _)!);
        Assert.Empty(policy.RolesOf(new PolicySubject("anybody")));
        Assert.False(policy.IsAdmin(new PolicySubject("anybody")));
    }
}
