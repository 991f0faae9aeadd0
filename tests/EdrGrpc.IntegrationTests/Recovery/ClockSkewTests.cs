using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>The clocks of the gateway and of KSC differ by ten minutes.</summary>
public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task TasksAreFound_LostAnswersAdopted_AndNothingIsDoubled(int minutes)
    {
        var options = Gateway.Fast();
        options.ClockSkew = TimeSpan.FromMinutes(minutes);
        await using var gateway = await Gateway.StartAsync(options);
        var simulator = gateway.Simulator;

        // A foreign script that stamps its own time, and an older task of the same kind, must not be taken for ours.
        simulator.AddForeignIncident(gateway.HostId(0), "{}", TimeProvider.System.GetUtcNow() + options.ClockSkew);
        simulator.AddForeignTask(gateway.HostId(0), "[Response][Kuma] isolateHost - before - 1");
        simulator.Faults.On("HostGroup.AddIncident").Times(1).LoseAnswer();
        simulator.Faults.On("HostGroup.AddIncident").Skip(2).Times(1).DropBefore();

        var submitted = new List<Submission>();
        for (var index = 0; index < 6; index++)
        {
            submitted.Add(await gateway.SubmitAsync(gateway.Isolate(index % 2, enable: index % 4 < 2)));
        }

        foreach (var submission in submitted)
        {
            Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(submission.SubmissionId)).State);
        }

        var own = simulator.Ledger.Of(LedgerKind.IncidentAdded).Where(incident => !incident.Foreign).ToList();
        Assert.Equal(6, own.Count);
        Assert.All(own.GroupBy(incident => incident.HostId), host => Assert.Equal(3, host.Select(incident => incident.Added).Distinct().Count()));
    }
}
