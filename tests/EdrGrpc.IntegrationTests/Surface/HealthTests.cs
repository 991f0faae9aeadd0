using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace EdrGrpc.IntegrationTests.Surface;

/// <summary>grpc.health.v1: overall and per service; a KSC outage does not show here.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("edr.response.v1.ResponseService")]
    [InlineData("edr.response.v1.KscService")]
    public async Task Check_KscDown_IsServing(string service)
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();

        var response = await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest { Service = service }, Gateway.Options());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }

    [Fact]
    public async Task Check_UnknownService_IsNotFound()
    {
        await using var gateway = await Gateway.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest { Service = "moon" }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }
}
