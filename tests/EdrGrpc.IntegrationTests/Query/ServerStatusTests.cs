using System.Security.Cryptography;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Query;

/// <summary>ListServers and GetServerStatus: what an operator sees when something is wrong with KSC.</summary>
public sealed class ServerStatusTests
{
    [Fact]
    public async Task ListServers_OneConnection_IsTheDefaultAndPinned()
    {
        await using var gateway = await Gateway.StartAsync();

        var server = Assert.Single((await gateway.Ksc.ListServersAsync(new ListServersRequest(), Gateway.Options())).Servers);

        Assert.Equal("default", server.Name);
        Assert.True(server.DefaultServer);
        Assert.Equal($"{gateway.Simulator.Host}:{gateway.Simulator.Port}", server.Address);
        Assert.Equal(CertificateCheck.Pinned, server.CertificateCheck);
    }

    [Fact]
    public async Task GetServerStatus_Up_SaysSo()
    {
        await using var gateway = await Gateway.StartAsync();

        var status = await StatusAsync(gateway);

        Assert.True(status.Reachable);
        Assert.True(status.Authenticated);
        Assert.Equal("15.2.0.0", status.Version);
        Assert.True(status.VersionSupported);
        Assert.True(status.LinuxEdition);
        Assert.Equal(BackgroundConnection.Available, status.BackgroundConnection);
        Assert.Equal(BreakerState.Closed, status.Breaker);
        Assert.Equal(90, status.TaskBudget);
        Assert.Equal("", status.Problem);
        Assert.NotNull(status.LastAnswerTime);
    }

    [Fact]
    public async Task GetServerStatus_Down_SaysWhy()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();
        await gateway.SubmitAsync(gateway.Isolate(0));

        var status = await StatusAsync(gateway);

        Assert.False(status.Reachable);
        Assert.False(status.Authenticated);
        Assert.NotEqual("", status.Problem);
        Assert.Equal(1, status.UnfinishedSubmissions);
        Assert.Null(status.LastAnswerTime);
    }

    [Fact]
    public async Task GetServerStatus_BackgroundConnectionOff_SaysWhatToTurnOn()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.ServiceConsoleAvailable = false;

        var status = await StatusAsync(gateway);

        Assert.True(status.Reachable);
        Assert.Equal(BackgroundConnection.Off, status.BackgroundConnection);
        Assert.Contains("background connection", status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetServerStatus_WrongPassword_IsReachableButNotAuthenticated()
    {
        await using var gateway = await Gateway.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "ksc-password"), "wrong-and-secret");

        var status = await StatusAsync(gateway);

        Assert.True(status.Reachable);
        Assert.False(status.Authenticated);
        Assert.NotEqual("", status.Problem);
        Assert.DoesNotContain("wrong-and-secret", status.Problem, StringComparison.Ordinal);

        // Rotated into place: taken without a restart.
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "ksc-password"), gateway.Simulator.Options.Password);
        Assert.True((await StatusAsync(gateway)).Authenticated);
    }

    [Fact]
    public async Task GetServerStatus_VersionTooOld_SaysWhichIsNeeded()
    {
        var options = Gateway.Fast();
        options.ServerVersion = 0x000F0000;
        options.ProductVersion = "15.0.0.1";
        await using var gateway = await Gateway.StartAsync(options);

        var status = await StatusAsync(gateway);

        Assert.False(status.VersionSupported);
        Assert.Contains("15.2", status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetServerStatus_OtherCertificateThanPinned_ShowsBothFingerprints()
    {
        await using var other = await KscSimulator.StartAsync(Gateway.Fast());
        var folder = Directory.CreateTempSubdirectory("edrgrpc-pin-");
        try
        {
            await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["kscCert"] = other.WriteCertificate(folder.FullName),
            });

            var status = await StatusAsync(gateway);

            Assert.False(status.Authenticated);
            Assert.Contains(other.Certificate.GetCertHashString(HashAlgorithmName.SHA256), status.Problem, StringComparison.Ordinal);
            Assert.Contains(gateway.Simulator.Certificate.GetCertHashString(HashAlgorithmName.SHA256), status.Problem, StringComparison.Ordinal);
            Assert.Contains("kscCert", status.Problem, StringComparison.Ordinal);
            Assert.Equal(0, gateway.Simulator.LoginAttempts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task GetServerStatus_UnknownServer_IsNotFound()
    {
        await using var gateway = await Gateway.StartAsync();

        var refusal = await Refusal.OfAsync(() => gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest { Server = "moon" }, Gateway.Options()));

        Assert.Equal("SERVER_NOT_FOUND", refusal.Reason);
    }

    private static async Task<GetServerStatusResponse> StatusAsync(Gateway gateway) =>
        await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());
}
