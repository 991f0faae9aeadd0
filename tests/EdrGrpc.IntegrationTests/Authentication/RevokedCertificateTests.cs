using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Settings;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Client certificates that stop to be good while the gateway runs, and names that certificates may not give.</summary>
public sealed class RevokedCertificateTests
{
    [Fact]
    public async Task RevokedCertificate_IsRefused_AndItsOpenStreamEnds()
    {
        await using var shared = new CertificateGateway();
        await shared.StartAsync();
        using var other = shared.Ca.Issue("CN=soar, O=Example");
        using var channel = shared.Gateway.Connect(shared.Alice);
        using var watch = await shared.Gateway.OpenWatchAsync(Gateway.Options(), channel);

        await File.AppendAllTextAsync(shared.RevokedFile, ClientCa.Thumbprint(shared.Alice) + "\n", TestContext.Current.CancellationToken);

        Assert.Equal(StatusCode.Unauthenticated, (await Callers.EndOfAsync(watch)).Code);
        Assert.Equal(StatusCode.Unauthenticated, (await shared.Gateway.CallAsync(null, shared.Alice))?.Code);
        Assert.Null(await shared.Gateway.CallAsync(null, other));
    }

    // A SHA-1 thumbprint, or half a file, would be a revocation that nobody notices is none.
    [Theory]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("CN=alice")]
    [InlineData(null)]
    public async Task BrokenList_LeavesRevokedWhatWas_AndIsTold(string? line)
    {
        await using var shared = new CertificateGateway();
        await shared.StartAsync();
        await File.AppendAllTextAsync(shared.RevokedFile, ClientCa.Thumbprint(shared.Alice) + "\n", TestContext.Current.CancellationToken);
        await Callers.EventuallyAsync(async () => await CallAsync(shared) is StatusCode.Unauthenticated);

        if (line is null)
        {
            File.Delete(shared.RevokedFile);
        }
        else
        {
            await File.WriteAllTextAsync(shared.RevokedFile, line + "\n", TestContext.Current.CancellationToken);
        }

        await Callers.EventuallyAsync(async () =>
        {
            Assert.Equal(StatusCode.Unauthenticated, await CallAsync(shared));
            return shared.Gateway.Logs.Lines.Any(text => text.Text.Contains("RevokedFile", StringComparison.Ordinal) && text.Text.Contains("NOT in force", StringComparison.Ordinal));
        });

        static async Task<StatusCode?> CallAsync(CertificateGateway shared) => (await shared.Gateway.CallAsync(null, shared.Alice))?.Code;
    }

    [Fact]
    public async Task CertificateThatExpires_EndsItsOpenStream()
    {
        await using var shared = new CertificateGateway();
        await shared.StartAsync();
        using var brief = shared.Ca.Issue("CN=soar, O=Example", until: TimeSpan.FromSeconds(3));
        using var channel = shared.Gateway.Connect(brief);
        using var watch = await shared.Gateway.OpenWatchAsync(Gateway.Options(), channel);

        Assert.Equal(StatusCode.Unauthenticated, (await Callers.EndOfAsync(watch)).Code);
    }

    [Theory]
    [InlineData("CN=alice", null)]
    [InlineData("CN=carol", StatusCode.PermissionDenied)]
    [InlineData("CN=group:soc-leads", StatusCode.Unauthenticated)]
    [InlineData("CN=*", StatusCode.Unauthenticated)]
    [InlineData("CN=edrgrpc", StatusCode.Unauthenticated)]
    [InlineData("O=alice", StatusCode.Unauthenticated)]
    [InlineData("CN=\"alice\u001b[2K\"", StatusCode.Unauthenticated)]
    public async Task CommonName_IsAPrincipal_OnlyIfItCanBeOne(string subject, StatusCode? expected)
    {
        await using var shared = new CertificateGateway();
        await shared.StartAsync(("Security:ClientCertificates:UseCommonName", "true"));
        using var certificate = shared.Ca.Issue(subject);

        Assert.Equal(expected, (await shared.Gateway.CallAsync(null, certificate))?.Code);
    }

    [Theory]
    [InlineData("Thumbprint", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "64 hexadecimal digits")]
    [InlineData("Subject", "soar of Example", "distinguished name")]
    [InlineData("San", "", "must be set")]
    public async Task EntryThatCanNeverFit_EndsTheStart(string name, string value, string advice)
    {
        var file = Path.GetTempFileName();
        using (var ca = new ClientCa())
        {
            await File.WriteAllTextAsync(file, ca.Pem, TestContext.Current.CancellationToken);
        }

        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Security:ClientCertificates:CaFile"] = file,
            ["Security:ClientCertificates:Principals:0:Principal"] = "alice",
            ["Security:ClientCertificates:Principals:0:" + name] = value,
        };
        var refused = await Assert.ThrowsAsync<SettingsException>(() => GuardedGateway.StartAsync(Callers.Policy, settings: settings));

        Assert.Contains("Security:ClientCertificates:Principals:0", refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
