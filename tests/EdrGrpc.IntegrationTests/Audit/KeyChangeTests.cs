using System.Security.Cryptography;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Settings;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>A key that is set later, and changed, by settings alone: what a refused start says is what continues the record.</summary>
public sealed class KeyChangeTests
{
    [Fact]
    public async Task KeySetLater_AndChanged_ContinuesTheRecordAsTheRefusedStartSays()
    {
        await using var gateway = await Gateway.StartAsync();
        var admin = () => new AdminService.AdminServiceClient(gateway.Channel);
        await admin().StopSendingAsync(new StopSendingRequest { Reason = "without a key" }, Gateway.Options());
        await gateway.StopAsync();

        var first = Path.Combine(gateway.Folder, "first-key");
        await File.WriteAllBytesAsync(first, RandomNumberGenerator.GetBytes(32), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => gateway.StartAgainAsync(new Dictionary<string, string?> { ["Audit:KeyFile"] = first }));
        Assert.Contains("was written with no key up to its last record, 1.", refused.Message, StringComparison.Ordinal);
        await gateway.StartAgainAsync(new Dictionary<string, string?> { ["Audit:EarlierKeys:0:Until"] = "1" });
        await admin().ResumeSendingAsync(new ResumeSendingRequest(), Gateway.Options());
        await gateway.StopAsync();

        var second = Path.Combine(gateway.Folder, "second-key");
        await File.WriteAllBytesAsync(second, RandomNumberGenerator.GetBytes(64), TestContext.Current.CancellationToken);
        refused = await Assert.ThrowsAsync<SettingsException>(() => gateway.StartAgainAsync(new Dictionary<string, string?> { ["Audit:KeyFile"] = second }));
        Assert.Contains("another key than that of Audit:KeyFile up to its last record, 2.", refused.Message, StringComparison.Ordinal);
        await gateway.StartAgainAsync(new Dictionary<string, string?> { ["Audit:EarlierKeys:1:Until"] = "2", ["Audit:EarlierKeys:1:KeyFile"] = first });
        await admin().StopSendingAsync(new StopSendingRequest { Reason = "with the second" }, Gateway.Options());

        var verified = await admin().VerifyAuditAsync(new VerifyAuditRequest(), Gateway.Options());
        Assert.Equal((true, 3L, ""), (verified.Intact, verified.Records, verified.Problem));
    }
}
