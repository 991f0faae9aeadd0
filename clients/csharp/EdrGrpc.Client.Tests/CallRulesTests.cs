using EdrGrpc.Contract.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Client.Tests;

public sealed class CallRulesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedStreams _gateway = new();

    [Fact]
    public async Task Submit_WithoutRequestId_SendsOneAndLeavesTheCallersMessage()
    {
        var request = new SubmitRequest();
        await Client().SubmitAsync(request);
        var first = ((SubmitRequest)_gateway.Request!).RequestId;
        await Client().SubmitAsync(request);

        Assert.True(Guid.TryParse(first, out _));
        Assert.NotEqual(first, ((SubmitRequest)_gateway.Request!).RequestId);
        Assert.Equal("", request.RequestId);
    }

    [Fact]
    public async Task Submit_WithRequestId_KeepsIt()
    {
        await Client().Responses.SubmitBatchAsync(new SubmitBatchRequest { RequestId = "mine" });
        Assert.Equal("mine", ((SubmitBatchRequest)_gateway.Request!).RequestId);
    }

    [Fact]
    public async Task UnaryCall_WithoutDeadline_GetsTheClientsOwn()
    {
        await Client().Ksc.ListServersAsync(new ListServersRequest());
        Assert.Equal(_time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(30), _gateway.Deadline);
        var own = _time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(1);
        await Client().Ksc.ListServersAsync(new ListServersRequest(), deadline: own);
        Assert.Equal(own, _gateway.Deadline);
    }

    [Fact]
    public void Error_WithDetails_HasThemTyped()
    {
        var bad = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "action.area", Description = "too long" } } };
        var error = (EdrResponseException)EdrResponseException.From(ScriptedStreams.Error(StatusCode.InvalidArgument, "INVALID_REQUEST", bad));

        Assert.Equal(ErrorReason.InvalidRequest, error.Reason);
        Assert.Equal("action.area", Assert.Single(error.FieldViolations).Field);
        Assert.Contains("action.area: too long", error.Message, StringComparison.Ordinal);
        Assert.Null(error.RetryDelay);
    }

    [Fact]
    public void Error_ReasonNewerThanThePackage_IsUnspecifiedAndNamed()
    {
        var error = (EdrResponseException)EdrResponseException.From(ScriptedStreams.Error(StatusCode.Aborted, "FROM_THE_FUTURE"));
        Assert.Equal(ErrorReason.Unspecified, error.Reason);
        Assert.Equal("FROM_THE_FUTURE", error.ReasonName);
    }

    [Theory]
    [InlineData("", "Address")]
    [InlineData("ftp://host", "Address")]
    public void Options_Wrong_SayWhatToDo(string address, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new EdrResponseClient(new EdrResponseClientOptions { Address = address })).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_TokenInClear_IsRefused()
    {
        var options = new EdrResponseClientOptions { Address = "http://127.0.0.1:5000", TokenProvider = _ => Task.FromResult("secret") };
        Assert.Contains("https", Assert.Throws<ArgumentException>(() => new EdrResponseClient(options)).Message, StringComparison.Ordinal);
    }

    private EdrResponseClient Client() => new(_gateway, new EdrResponseClientOptions(), _time, jitter: () => 0);
}
