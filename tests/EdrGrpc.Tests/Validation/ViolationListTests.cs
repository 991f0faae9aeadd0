using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Validation;
using Xunit;

namespace EdrGrpc.Tests.Validation;

public sealed class ViolationListTests
{
    [Fact]
    public void Count_IsExact_WhileStorageIsCapped()
    {
        var request = new SubmitBatchRequest { Items = { Enumerable.Range(0, 1000).Select(_ => new BatchItem { Action = new ResponseAction() }) } };
        var violations = new ViolationList();
        new RequestValidators(new ValidationOptions()).For<SubmitBatchRequest>().Validate(request, violations);
        Assert.Equal(2000, violations.Count);
        Assert.Equal(ViolationList.Capacity, violations.Stored.Count);
        Assert.Equal("items[0].action.target", violations.Stored[0].Field);
        Assert.Equal("items[49].action.task", violations.Stored[^1].Field);
    }

    [Fact]
    public void Paths_FollowEnterAndLeave()
    {
        var violations = new ViolationList();
        violations.Enter("a");
        violations.Enter("b", 3);
        violations.Add("c", "x.");
        violations.Add("d", 0, "x.");
        violations.Leave();
        violations.AddKey("e", "key", "x.");
        violations.EnterKey("f", "k");
        violations.Add("g", "x.");
        violations.Leave();
        violations.Leave();
        violations.Add("h", "x.");
        var paths = new List<string>();
        foreach (var violation in violations)
        {
            paths.Add(violation.Field);
        }

        Assert.Equal(["a.b[3].c", "a.b[3].d[0]", "a.e[\"key\"]", "a.f[\"k\"].g", "h"], paths);
    }
}
