using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Query;

/// <summary>GetCapabilities says what a client needs to know before it submits.</summary>
public sealed class CapabilitiesTests
{
    [Fact]
    public async Task GetCapabilities_KscUp_DescribesActionsAndLimits()
    {
        await using var gateway = await Gateway.StartAsync();

        var capabilities = await gateway.Responses.GetCapabilitiesAsync(new GetCapabilitiesRequest(), Gateway.Options());

        Assert.Equal("1.0", capabilities.ContractVersion);
        Assert.NotEqual("", capabilities.ServerVersion);
        var server = Assert.Single(capabilities.Servers);
        Assert.Equal("default", server.Server);
        Assert.True(server.DefaultServer);
        Assert.Equal(3 * 1024 * 1024, server.MaxIocArchiveBytes);
        Assert.Equal(4 * 1024 * 1024, server.MaxMessageBytes);
        Assert.Equal(gateway.Simulator.Options.JsonBodyLimit, server.MaxKscRequestBytes);
        Assert.Equal(1000, server.MaxBatchItems);
        Assert.Equal(90, server.TaskBudget);
        Assert.False(server.UndocumentedFormsAllowed);
        Assert.False(server.StartProcessRepeated);
        Assert.Equal(Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.Unspecified), server.Actions.Select(action => action.TaskKind));
        Assert.All(server.Actions, action => Assert.Equal(SubmissionState.Accepted, action.CancellableUntil));
        Assert.Equal([TaskKind.IsolateHost], server.Actions.Where(action => action.Reversible).Select(action => action.TaskKind));
    }

    [Fact]
    public async Task GetCapabilities_KscDown_AnswersWithoutItsLimits()
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ksc:AllowUndocumentedForms"] = "true", ["Ksc:TaskBudget"] = "80", ["Ksc:RepeatStartProcess"] = "true",
        });
        await gateway.Simulator.StopListeningAsync();

        var server = Assert.Single((await gateway.Responses.GetCapabilitiesAsync(new GetCapabilitiesRequest(), Gateway.Options())).Servers);

        Assert.Equal(0, server.MaxKscRequestBytes);
        Assert.Equal(80, server.TaskBudget);
        Assert.True(server.UndocumentedFormsAllowed);
        Assert.True(server.StartProcessRepeated);
    }
}
