using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>Requests that break rules: every bad field is named, and nothing is stored.</summary>
public sealed class BadRequestTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    // What grpc-java and gRPC core take by default; with more the client sees INTERNAL or RESOURCE_EXHAUSTED instead of the error.
    private const int MostTrailerBytes = 8 * 1024;

    [Fact]
    public async Task Submit_ThreeBadFields_NamesAllThree()
    {
        var gateway = shared.Gateway;
        var request = new SubmitRequest
        {
            RequestId = "not-a-uuid",
            Action = new ResponseAction
            {
                TargetHost = gateway.HostId(0),
                Area = "Kuma/2",
                DeleteFile = new DeleteFile { Md5Hash = "ABC-SECRET", Path = @"C:\Temp\a.exe" },
            },
        };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(request, Gateway.Options()));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("INVALID_REQUEST", refusal.Reason);
        Assert.Equal(["action.area", "action.delete_file.md5_hash", "request_id"], refusal.Fields.Order(StringComparer.Ordinal));
        Assert.Equal("3", refusal.Metadata["violations"]);
        Assert.Equal("3", refusal.Metadata["listed"]);
        Assert.DoesNotContain("SECRET", refusal.Status.ToString(), StringComparison.Ordinal);
        await AssertNothingStoredAsync(gateway);
    }

    [Fact]
    public async Task Submit_NothingSet_NamesTheAction()
    {
        var gateway = shared.Gateway;
        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest(), Gateway.Options()));
        Assert.Equal(["action"], refusal.Fields);

        refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = new ResponseAction() }, Gateway.Options()));
        Assert.Equal(["action.target", "action.task"], refusal.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SubmitBatch_ThousandsOfViolations_CutsDetailsAndCountsAll()
    {
        var gateway = shared.Gateway;
        var request = new SubmitBatchRequest();
        for (var index = 0; index < 1000; index++)
        {
            request.Items.Add(new BatchItem { ItemId = index.ToString(), Action = new ResponseAction { Area = "?", Severity = (Severity)9 } });
        }

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        var refusal = Refusal.Of(exception);
        Assert.Equal("INVALID_REQUEST", refusal.Reason);
        Assert.Equal("4000", refusal.Metadata["violations"]);
        Assert.Equal(refusal.Fields.Count.ToString(), refusal.Metadata["listed"]);
        Assert.InRange(refusal.Fields.Count, 20, 3999);
        Assert.Equal("items[0].action.target", refusal.Fields[0]);
        var trailer = exception.Trailers.Single(entry => entry.Key == "grpc-status-details-bin").ValueBytes;
        Assert.InRange(TrailerBytes(exception), 1024, MostTrailerBytes);
        Assert.Equal(trailer, refusal.Status.ToByteArray());
    }

    [Fact]
    public async Task Submit_LongMultibyteFieldMessages_StaySmallEnoughForTrailers()
    {
        var gateway = shared.Gateway;
        var request = new SubmitRequest { Action = gateway.Isolate(0), Context = new Context() };
        for (var index = 0; index < 33; index++)
        {
            request.Context.Labels.Add(string.Concat(Enumerable.Repeat("Ж", 20)) + index, new string('x', 300));
        }

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitAsync(request, Gateway.Options()));

        Assert.Equal("INVALID_REQUEST", Refusal.Of(exception).Reason);
        Assert.InRange(TrailerBytes(exception), 1, MostTrailerBytes);
    }

    [Fact]
    public async Task Submit_ExpireTimeInThePast_IsRefused()
    {
        var gateway = shared.Gateway;
        var request = new SubmitRequest { Action = gateway.Isolate(0), ExpireTime = (TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1)).ToTimestamp() };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(request, Gateway.Options()));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("INVALID_REQUEST", refusal.Reason);
        Assert.Equal(["expire_time"], refusal.Fields);
        await AssertNothingStoredAsync(gateway);
    }

    [Fact]
    public async Task Submit_UnknownServer_IsNotFoundAndNamesTheConfiguredOnes()
    {
        var gateway = shared.Gateway;

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Server = "moon", Action = gateway.Isolate(0) }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.Equal("SERVER_NOT_FOUND", refusal.Reason);
        Assert.Equal("default", refusal.Metadata["servers"]);
        Assert.Equal("moon", refusal.Status.GetDetail<ResourceInfo>()!.ResourceName);
    }

    [Theory]
    [InlineData("HOST-*")]
    [InlineData("HOST-000?")]
    [InlineData("HOST-[0]001")]
    [InlineData("HOST\"0001")]
    public async Task Submit_WildcardInAName_IsRefused(string name)
    {
        var gateway = shared.Gateway;
        var action = gateway.Isolate(0);
        action.TargetHostName = name;

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = action }, Gateway.Options()));

        Assert.Equal("INVALID_REQUEST", refusal.Reason);
        Assert.Equal(["action.target_host_name"], refusal.Fields);
    }

    // As HTTP/2 counts a list of headers: name, value and 32 for each.
    private static int TrailerBytes(RpcException exception) =>
        exception.Status.Detail.Length + "grpc-message".Length + 32
        + exception.Trailers.Sum(entry => 32 + entry.Key.Length + (entry.IsBinary ? (entry.ValueBytes.Length + 2) / 3 * 4 : entry.Value.Length))
        + "grpc-status".Length + 2 + 32;

    private static async Task AssertNothingStoredAsync(Gateway gateway)
    {
        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
        Assert.Equal(0, gateway.Simulator.Ledger.Count);
    }
}
