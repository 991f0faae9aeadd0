using System.Text.Json;
using System.Text.RegularExpressions;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Submissions.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>The audit record on its way to another machine, received for real.</summary>
public sealed partial class SyslogTests
{
    private const string Policy = """
        {
          "roles": { "lead": { "tasks": ["*"], "read": "all", "admin": true } },
          "bindings": [ { "principals": ["alice"], "roles": ["lead"] } ]
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_ArriveInOrder_AsRfc5424_WithTheHashOfTheStore(bool isStream)
    {
        await using var receiver = new SyslogReceiver(isStream);
        await using var guarded = await StartAsync(receiver);
        var action = new ResponseAction { TargetHost = guarded.Gateway.HostId(2), GetFile = new GetFile { Path = @"C:\Дата\ä.exe" } };
        var id = (await guarded.SubmitAsync("alice", action)).SubmissionId;
        var ended = await guarded.EndOfAsync("alice", id);

        var messages = await receiver.UntilAsync(message => Json(message).GetProperty("status_detail").GetString() == "SUCCEEDED");
        Assert.All(messages, message => Assert.Matches(Rfc5424(), message));
        Assert.Equal(Enumerable.Range(1, messages.Count), messages.Select(Sequence));
        var stored = await guarded.Gateway.App.Services.GetRequiredService<IAuditStore>().ReadAuditAsync(1, 100, TestContext.Current.CancellationToken);
        Assert.Equal(stored.Select(record => Convert.ToHexStringLower(record.Hash.Span)), messages.Select(message => Json(message).GetProperty("metadata").GetProperty("uid").GetString()));
        var submit = Json(messages.Single(message => message.Contains("\"operation\":\"Submit\"", StringComparison.Ordinal)));
        Assert.Equal(@"C:\Дата\ä.exe", submit.GetProperty("unmapped").GetProperty("detail").GetProperty("path").GetString());
        Assert.Equal(ended.IncidentId, Json(messages[^1]).GetProperty("unmapped").GetProperty("incident_id").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReceiverThatWasDown_GetsEverythingAfterwards_AndTheLogSaysSoOnce(bool isStream)
    {
        await using var receiver = new SyslogReceiver(isStream);
        await using var guarded = await StartAsync(receiver);
        await ReasonAsync(guarded, "before");
        var seen = (await receiver.UntilAsync(message => message.Contains("before", StringComparison.Ordinal))).Select(Sequence).ToHashSet();

        await receiver.StopAsync();
        for (var number = 0; number < 5; number++)
        {
            await ReasonAsync(guarded, $"while it was down {number}");
        }

        await guarded.Gateway.Logs.WaitForAsync(line => line.Level == LogLevel.Error && line.Text.Contains($"cannot be sent to {receiver.Address}", StringComparison.Ordinal));
        receiver.Start();
        await ReasonAsync(guarded, "afterwards");
        var messages = await receiver.UntilAsync(message => message.Contains("afterwards", StringComparison.Ordinal));

        var all = seen.Concat(messages.Select(Sequence)).ToHashSet();
        Assert.Equal(Enumerable.Range(1, all.Max()), all.Order());
        Assert.Contains(messages, message => message.Contains("while it was down 0", StringComparison.Ordinal));
        await guarded.Gateway.Logs.WaitForAsync(line => line.Text.Contains($"is sent to {receiver.Address} again", StringComparison.Ordinal));
        Assert.Single(guarded.Gateway.Logs.Lines, line => line.Text.Contains("cannot be sent to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GatewayThatWasStopped_GoesOnWhereItWas()
    {
        await using var receiver = new SyslogReceiver(isStream: true);
        await using var guarded = await StartAsync(receiver);
        await ReasonAsync(guarded, "before");
        var seen = (await receiver.UntilAsync(message => message.Contains("before", StringComparison.Ordinal))).Select(Sequence).ToHashSet();
        await receiver.StopAsync();
        await ReasonAsync(guarded, "just before the stop");
        await guarded.Gateway.StopAsync();
        receiver.Start();
        await guarded.Gateway.StartAgainAsync();
        var messages = await receiver.UntilAsync(message => message.Contains("just before the stop", StringComparison.Ordinal));
        var all = seen.Concat(messages.Select(Sequence)).ToHashSet();
        Assert.Equal(Enumerable.Range(1, all.Max()), all.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongRecord_ArrivesWithoutItsDetail_AndHoldsNothingUp(bool isStream)
    {
        await using var receiver = new SyslogReceiver(isStream);
        await using var guarded = await StartAsync(receiver);
        var action = new ResponseAction { TargetHost = guarded.Gateway.HostId(2), GetFile = new GetFile { Path = @"C:\" + new string('ж', 32_000) } };
        await guarded.SubmitAsync("alice", action);
        await ReasonAsync(guarded, "afterwards");
        var messages = await receiver.UntilAsync(message => message.Contains("afterwards", StringComparison.Ordinal));
        var submit = messages.First(message => message.Contains("\"operation\":\"Submit\"", StringComparison.Ordinal));
        Assert.InRange(submit.Length, 1, 8000);
        Assert.True(Json(submit).GetProperty("unmapped").GetProperty("detail_left_out").GetBoolean());
    }

    private static Task<GuardedGateway> StartAsync(SyslogReceiver receiver) => GuardedGateway.StartAsync(Policy, settings: new() { ["Audit:Syslog"] = receiver.Address });

    private static async Task ReasonAsync(GuardedGateway guarded, string reason) =>
        await new AdminService.AdminServiceClient(guarded.Gateway.Channel).StopSendingAsync(new StopSendingRequest { Reason = reason }, await guarded.AsAsync("alice"));

    private static JsonElement Json(string message) => JsonDocument.Parse(message[message.IndexOf('{', StringComparison.Ordinal)..]).RootElement;

    private static int Sequence(string message) => Json(message).GetProperty("metadata").GetProperty("sequence").GetInt32();

    [GeneratedRegex(@"^<109>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [!-~]{1,255} edrgrpc \d{1,128} audit - \{[ -~]*\}$", RegexOptions.None, 1000)]
    private static partial Regex Rfc5424();
}
