using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

public sealed class LongOutageTests(ITestOutputHelper output)
{
    private const int Speed = 300;
    private const int Hosts = 40;

    // So low that the rate, not the machine, decides how long the backlog takes: 14 pauses are 700 s, 2.3 s of this fast clock.
    private const double Rate = 0.02;

    [Fact]
    public async Task AnHourWithoutKsc_TheQueueIsBounded_ExpiresAndCancels_AndDrainsAtItsRate()
    {
        var time = new ScaledTime(Speed);
        await using var gateway = await Gateway.StartAsync(
            new SimulatorOptions { TimeProvider = time, HostCount = Hosts },
            new Dictionary<string, string?>
            {
                ["Ksc:SendRate"] = Rate.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Ksc:MaxUnfinished"] = "30",
                ["Ksc:CallTimeout"] = "00:10:00",
                ["Ksc:SendWindow"] = "00:05:00",
                ["Ksc:RetryDelay"] = "00:00:10",
                ["Ksc:RetryMaxDelay"] = "00:01:00",
                ["Ksc:HostCheckInterval"] = "00:00:30",
                ["Ksc:TaskPollInterval"] = "00:00:10",
                ["Ksc:TaskPollMaxInterval"] = "00:01:00",
                ["Ksc:TaskAppearTimeout"] = "01:00:00",
                ["Ksc:TaskSearchInterval"] = "01:00:00",
                ["Ksc:SweepInterval"] = "00:05:00",
            });
        await gateway.Simulator.StopListeningAsync();
        var began = time.GetUtcNow();

        // Ten expire within the hour, five are cancelled, fifteen are sent when it is over.
        var submitted = new List<Submission>();
        for (var index = 0; index < 30; index++)
        {
            var request = new SubmitRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Action = GetFile(gateway, index),
                ExpireTime = index < 10 ? (began + TimeSpan.FromMinutes(50)).ToTimestamp() : null,
            };
            submitted.Add((await gateway.Responses.SubmitAsync(request, Gateway.Options())).Submission);
        }

        var full = await Assert.ThrowsAsync<RpcException>(() => gateway.SubmitAsync(GetFile(gateway, 30)));
        Assert.Equal(StatusCode.ResourceExhausted, full.StatusCode);
        Assert.NotNull(full.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.NotNull(full.GetRpcStatus()!.GetDetail<QuotaFailure>());
        foreach (var cancelled in submitted.Skip(10).Take(5))
        {
            await gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = cancelled.SubmissionId }, Gateway.Options());
        }

        foreach (var expired in submitted.Take(10))
        {
            Assert.Equal(SubmissionState.Expired, (await gateway.EndOfAsync(expired.SubmissionId)).State);
        }

        Assert.True(time.GetUtcNow() - began >= TimeSpan.FromMinutes(50));
        var status = await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());
        Assert.False(status.Reachable);
        Assert.NotEqual(BreakerState.Closed, status.Breaker);
        Assert.Equal(15, status.UnfinishedSubmissions);
        Assert.NotEmpty(status.Problem);

        var recovered = time.GetUtcNow();
        await gateway.Simulator.StartListeningAsync();
        foreach (var sent in submitted.Skip(15))
        {
            Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(sent.SubmissionId)).State);
        }

        var incidents = gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded);
        Assert.Equal(15, incidents.Count);
        var drained = incidents[^1].Time - recovered;
        output.WriteLine($"15 submissions drained in {drained.TotalSeconds:0} s at {Rate} a second");

        // The first goes at once. Not counted from the first incident: a busy machine sends that one late.
        Assert.True(drained >= TimeSpan.FromSeconds((15 - 1) / Rate), $"drained in {drained}");
        Assert.Equal(submitted.Skip(15).Select(sent => sent.TargetHost).Order(), incidents.Select(incident => incident.HostId!).Order());
    }

    private static ResponseAction GetFile(Gateway gateway, int host) => new() { TargetHost = gateway.HostId(host), GetFile = new GetFile { Path = @"C:\Temp\a.exe" } };

    [Fact]
    public async Task WrongAccount_WaitsInOneClearState_AndGoesOnWhenTheSettingsFileIsMended()
    {
        await using var gateway = await Gateway.StartAsync();
        var right = gateway.Simulator.Options.User;
        var settings = Path.Combine(gateway.Folder, "appsettings.json");
        await gateway.StopAsync();
        await File.WriteAllTextAsync(settings, """{"kscUser":"nobody"}""");
        gateway.Arguments = ["--contentRoot", gateway.Folder];
        await gateway.StartAgainAsync(new Dictionary<string, string?> { ["kscUser"] = null });

        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.Submission.WaitingReason.Contains("credentials", StringComparison.Ordinal));
        var status = await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());
        Assert.False(status.Authenticated);
        Assert.True(gateway.Simulator.LoginAttempts <= 3, $"{gateway.Simulator.LoginAttempts} logins");

        await File.WriteAllTextAsync(settings, $$"""{"kscUser":"{{right}}"}""");
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.True(gateway.Simulator.LoginAttempts <= 12, $"{gateway.Simulator.LoginAttempts} logins");
    }
}
