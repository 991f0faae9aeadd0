using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class ProgramArgumentsTests
{
    [Fact]
    public void Arguments_SetOptions()
    {
        var parsed = ProgramArguments.Parse(["--port", "0", "--hosts", "7", "--user", "u", "--seed", "5", "--bind", "::1", "--no-service-console"]);
        Assert.Equal((0, 7, "u", 5, "::1"), (parsed.Options.Port, parsed.Options.HostCount, parsed.Options.User, parsed.Options.Seed, parsed.Options.BindAddress.ToString()));
        Assert.False(parsed.ServiceConsole);
    }

    [Theory]
    [InlineData("--bind", "0.0.0.0")]
    [InlineData("--bind", "192.168.1.5")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "x")]
    [InlineData("--hosts", "-1")]
    [InlineData("--nonsense", "1")]
    [InlineData("--port")]
    public void WrongArguments_AreRefused(params string[] args) => Assert.Throws<FormatException>(() => ProgramArguments.Parse(args));

    [Fact]
    public async Task Banner_SaysThatItIsASimulator_AndGivesTheSettings()
    {
        await using var server = await TestServer.StartAsync(login: false);
        var banner = ProgramFiles.Banner(server.Simulator, "/tmp/c.cer", "/tmp/p.txt");
        Assert.Contains("NOT Kaspersky Security Center", banner, StringComparison.Ordinal);
        Assert.All(["kscHost=127.0.0.1", $"kscPort={server.Simulator.Port}", "kscCert=/tmp/c.cer", "kscUser=edr-gateway", "kscPasswordFile=/tmp/p.txt"],
            setting => Assert.Contains("export " + setting, banner, StringComparison.Ordinal));
        Assert.DoesNotContain("simulator-password", banner, StringComparison.Ordinal);
    }
}
