using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class ServerTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(0x000E0200, false, true)]
    [InlineData(0x000E0101, false, false)]
    [InlineData(0x000F0100, true, false)]
    [InlineData(0x000F0200, true, true)]
    [InlineData(0x00100000, true, true)]
    public async Task Info_GatesResponseOnVersionAndEdition(int version, bool linux, bool capable)
    {
        await using var ksc = await KscFixture.StartAsync(server: options =>
        {
            options.ServerVersion = version;
            options.LinuxEdition = linux;
            options.ProductVersion = "15.2.0.9";
        });

        var info = await ksc.Client.GetServerInfoAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("SIMULATOR-", info.ServerHostId, StringComparison.Ordinal);
        Assert.Equal(new KscServerInfo("15.2.0.9", (uint)version, linux, VirtualServerName: null) { ServerHostId = info.ServerHostId }, info);
        Assert.Equal(capable, info.IsEdrResponseCapable);
    }

    [Fact(Timeout = 60_000)]
    public async Task Limits_DeniedOrUnlimited_IsNull()
    {
        await using var ksc = await KscFixture.StartAsync();
        Assert.Equal(ksc.Server.Options.JsonBodyLimit, await ksc.Client.GetLimitAsync(49, TestContext.Current.CancellationToken));
        using (ksc.Server.Faults.On("Limits.GetLimits").PxgError(1184, "denied"))
        {
            Assert.Null(await ksc.Client.GetLimitAsync(49, TestContext.Current.CancellationToken));
        }

        using (ksc.Server.Faults.On("Limits.GetLimits").GarbageBody("""{"PxgRetVal":"unlim"}"""))
        {
            Assert.Null(await ksc.Client.GetLimitAsync(70, TestContext.Current.CancellationToken));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task ServiceConsole_IsReported()
    {
        await using var ksc = await KscFixture.StartAsync();
        Assert.True(await ksc.Client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));
        ksc.Server.ServiceConsoleAvailable = false;
        Assert.False(await ksc.Client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Options_Default_NameEveryMissingField()
    {
        var faults = string.Join('\n', new KscConnectionOptions
        {
            Host = "https://ksc", Port = 0, MaxSessions = 0, CallTimeout = TimeSpan.Zero, Domain = "ДОМЕН", CertificatePin = "/nowhere", SessionMode = (SessionMode)7,
        }.Validate());

        foreach (var field in new[] { "Host", "Port", "User", "MaxSessions", "CallTimeout", "Domain", "CertificatePin", "SessionMode" })
        {
            Assert.Contains(field, faults, StringComparison.Ordinal);
        }

        Assert.Empty(new KscConnectionOptions { Host = "::1", User = "u", Password = () => "p" }.Validate());
        Assert.Throws<ArgumentException>(() => new KscClient(new(), TimeProvider.System, new CapturedLogs()));
    }
}
