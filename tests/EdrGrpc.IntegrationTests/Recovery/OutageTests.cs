using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

public sealed class OutageTests
{
    [Fact]
    public async Task KscDown_SubmissionsWaitVisibly_AndAreSentInOrderAfterwards()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();
        var ids = new List<string>();
        for (var index = 0; index < 6; index++)
        {
            ids.Add((await gateway.SubmitAsync(gateway.Isolate(index % 2, enable: index % 4 < 2))).SubmissionId);
        }

        await gateway.EventsUntilAsync(ids[0], submissionEvent => submissionEvent.Submission.WaitingReason.Contains("cannot be reached", StringComparison.Ordinal));
        await gateway.Simulator.StartListeningAsync();
        foreach (var id in ids)
        {
            Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        }

        var added = gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded);
        Assert.Equal(6, added.Count);
        foreach (var host in added.GroupBy(entry => entry.HostId))
        {
            Assert.Equal(host.Select(entry => entry.Added).Order(), host.Select(entry => entry.Added));
            Assert.Equal(3, host.Select(entry => entry.Added).Distinct().Count());
        }
    }

    [Fact]
    public async Task WrongPassword_CausesNoLoginStorm_AndGoesOnWhenTheFileIsMended()
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?> { ["Ksc:TaskPollInterval"] = "00:00:00.020" });
        var file = Path.Combine(gateway.Folder, "ksc-password");
        var right = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "wrong");
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.Submission.WaitingReason.Contains("credentials", StringComparison.Ordinal));
        Assert.True(gateway.Simulator.LoginAttempts <= 2, $"{gateway.Simulator.LoginAttempts} logins");

        await File.WriteAllTextAsync(file, right);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.True(gateway.Simulator.LoginAttempts <= 8, $"{gateway.Simulator.LoginAttempts} logins");
    }

    [Fact]
    public async Task OneServerDown_DoesNotHoldUpTheOther()
    {
        await using var second = await KscSimulator.StartAsync(Gateway.Fast());
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Ksc:Servers:second:Host"] = second.Host,
            ["Ksc:Servers:second:Port"] = second.Port.ToString(),
            ["Ksc:Servers:second:Cert"] = "False",
            ["Ksc:Servers:second:User"] = second.Options.User,
            ["Ksc:Servers:second:Password"] = second.Options.Password,
            ["Ksc:Servers:second:InternalUser"] = "true",
        });
        await gateway.Simulator.StopListeningAsync();
        var waiting = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var going = (await gateway.Responses.SubmitAsync(new SubmitRequest { Server = "second", Action = gateway.Isolate(0) }, Gateway.Options())).Submission.SubmissionId;

        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(going)).State);
        Assert.Single(second.Ledger.Of(LedgerKind.IncidentAdded));
        await gateway.Simulator.StartListeningAsync();
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(waiting)).State);
    }
}
