using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>What was accepted is answered by its request id, whatever the policy says since.</summary>
public sealed class ReplayAfterPolicyChangeTests
{
    [Fact]
    public async Task RepeatedRequestId_AfterTheRightWasTaken_IsDeduplicated_AndANewOneIsRefused()
    {
        await using var guarded = await GuardedGateway.StartAsync(
            """{"roles":{"r":{"tasks":["*"]}},"bindings":[{"principals":["alice"],"roles":["r"]}]}""");
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = guarded.Gateway.Isolate(0) };
        var first = await guarded.Gateway.Responses.SubmitAsync(request, await guarded.AsAsync("alice"));

        await File.WriteAllTextAsync(guarded.PolicyFile, """{"roles":{"r":{"tasks":["get_file"]}},"bindings":[{"principals":["alice"],"roles":["r"]}]}""");
        await guarded.Gateway.Logs.WaitForAsync(line => line.Text.Contains("is in force", StringComparison.Ordinal));

        var again = await guarded.Gateway.Responses.SubmitAsync(request, await guarded.AsAsync("alice"));
        Assert.Equal((true, first.Submission.SubmissionId), (again.Deduplicated, again.Submission.SubmissionId));
        var options = await guarded.AsAsync("alice");
        request.RequestId = Guid.NewGuid().ToString();
        var refused = await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Responses.SubmitAsync(request, options).ResponseAsync);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }
}
