using System.Net;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace EdrGrpc.IntegrationTests.Settings;

/// <summary>Starts of the real program that succeed, and what they warn of.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private const string Listens = @"listens on (?<url>https?://\S+?)[;,]";

    private KscSimulator _simulator = null!;
    private DirectoryInfo _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("edrgrpc-settings-");
        _simulator = await KscSimulator.StartAsync(new SimulatorOptions { Password = "marker-password" });
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_PasswordInTheEnvironment_WorksAndWarns()
    {
        await using var server = Start(("kscPassword", "marker-password"), ("kscCert", _simulator.WriteCertificate(_folder.FullName)));

        var status = await StatusAsync(server);

        Assert.True(status.Authenticated, status.Problem);
        await server.WaitForAsync("kscPasswordFile");
        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotContain("marker-password", server.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT CHECKED", server.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateUnchecked_WorksAndWarnsLoudly()
    {
        await using var server = Start(("kscPasswordFile", PasswordFile()), ("kscCert", "False"));

        var status = await StatusAsync(server);

        Assert.True(status.Authenticated, status.Problem);
        await server.WaitForAsync("kscCert = False: .* NOT CHECKED");
        Assert.DoesNotContain("came from the environment", server.Text, StringComparison.Ordinal);
        Assert.Equal(0, await server.InterruptAsync());
    }

    [Fact]
    public async Task Start_AllowAnonymous_WarnsLoudly()
    {
        await using var server = Start(("kscPasswordFile", PasswordFile()), ("kscCert", "False"));

        await server.WaitForAsync("Security:AllowAnonymous = true: EVERY program on this machine");
    }

    [Fact]
    public async Task Start_PlaintextBeyondLoopback_WithAuthentication_ServesAndWarns_AndRefusesWhoIsNotKnown()
    {
        var policy = Path.Combine(_folder.FullName, "policy.json");
        await File.WriteAllTextAsync(policy, """{"roles":{"all":{"tasks":["*"]}},"bindings":[{"principals":["alice"],"roles":["all"]}]}""");
        await using var server = ServerProcess.Start(
            ["--urls", "http://0.0.0.0:0", "--Security:AllowPlaintext=true", "--Security:AllowAnonymous=false", "--Security:PolicyFile", policy],
            Environment(("kscPasswordFile", PasswordFile()), ("kscCert", "False")));

        await server.WaitForAsync("Security:AllowPlaintext = true");
        var url = (await server.WaitForAsync(Listens)).Groups["url"].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        using var channel = GrpcChannel.ForAddress(url);
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => new KscService.KscServiceClient(channel).ListServersAsync(new ListServersRequest(), Gateway.Options()).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task Start_SystemTrust_RefusesTheSelfSignedCertificate()
    {
        await using var server = Start(("kscPasswordFile", PasswordFile()));

        var status = await StatusAsync(server);

        Assert.False(status.Authenticated);
        Assert.Contains("not trusted", status.Problem, StringComparison.Ordinal);
        Assert.Contains("kscCert", status.Problem, StringComparison.Ordinal);
        Assert.Equal(0, _simulator.LoginAttempts);
    }

    [Fact]
    public async Task Start_SeveralServers_AreListedAndServeByName()
    {
        await using var second = await KscSimulator.StartAsync(new SimulatorOptions { Password = "second-password" });
        await using var server = Start(
            ("kscPasswordFile", PasswordFile()),
            ("kscCert", "False"),
            ("Ksc__Servers__branch__Host", second.Host),
            ("Ksc__Servers__branch__Port", second.Port.ToString()),
            ("Ksc__Servers__branch__Cert", second.WriteCertificate(_folder.FullName)),
            ("Ksc__Servers__branch__User", second.Options.User),
            ("Ksc__Servers__branch__Password", "second-password"),
            ("Ksc__Servers__branch__InternalUser", "true"),
            ("Ksc__DefaultServer", "branch"));
        using var channel = await ChannelAsync(server);
        var ksc = new KscService.KscServiceClient(channel);

        var servers = (await ksc.ListServersAsync(new ListServersRequest(), Gateway.Options())).Servers;
        var status = await ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());

        Assert.Equal(["branch", "default"], servers.Select(known => known.Name));
        Assert.Equal([true, false], servers.Select(known => known.DefaultServer));
        Assert.Equal([CertificateCheck.Pinned, CertificateCheck.None], servers.Select(known => known.CertificateCheck));
        Assert.Equal("branch", status.Server);
        Assert.True(status.Authenticated, status.Problem);
        await server.WaitForAsync("Ksc__Servers__branch__Password");
    }

    [Fact]
    public async Task Start_KscOnIPv6_IsReached()
    {
        await using var simulator = await KscSimulator.StartAsync(new SimulatorOptions { BindAddress = IPAddress.IPv6Loopback, Password = "marker-password" });
        await using var server = Start(("kscPasswordFile", PasswordFile()), ("kscCert", simulator.WriteCertificate(_folder.FullName)), ("kscHost", "::1"), ("kscPort", simulator.Port.ToString()));
        using var channel = await ChannelAsync(server);
        var ksc = new KscService.KscServiceClient(channel);

        var listed = Assert.Single((await ksc.ListServersAsync(new ListServersRequest(), Gateway.Options())).Servers);
        var status = await ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());

        Assert.Equal($"[::1]:{simulator.Port}", listed.Address);
        Assert.True(status.Authenticated, status.Problem);
    }

    [Fact]
    public async Task Settings_OfTheWorkingDirectoryAreRead_AndNothingBelowItIsWatched()
    {
        await using var server = ServerProcess.Start(["--urls", "http://127.0.0.1:0"], Environment(("kscPasswordFile", PasswordFile())), folder =>
        {
            for (var number = 0; number < 100; number++)
            {
                folder.CreateSubdirectory($"other-{number}");
            }

            File.WriteAllText(Path.Combine(folder.FullName, "appsettings.json"), """{ "Ksc": { "TaskBudget": 42 } }""");
        });

        Assert.Equal(42, (await StatusAsync(server)).TaskBudget);
        var watches = Directory.GetFiles($"/proc/{server.Id}/fdinfo").SelectMany(Lines).Count(line => line.StartsWith("inotify", StringComparison.Ordinal));
        Assert.True(watches < 10, $"{watches} directories are watched.");

        static IEnumerable<string> Lines(string descriptor)
        {
            try
            {
                return File.ReadAllLines(descriptor);
            }
            catch (FileNotFoundException)
            {
                // It was closed meanwhile.
                return [];
            }
        }
    }

    private ServerProcess Start(params (string Name, string Value)[] settings) => ServerProcess.Start(["--urls", "http://127.0.0.1:0"], Environment(settings));

    private Dictionary<string, string> Environment(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kscHost"] = _simulator.Host,
            ["kscPort"] = _simulator.Port.ToString(),
            ["kscUser"] = _simulator.Options.User,
            ["kscInternalUser"] = "true",
            ["Security__AllowAnonymous"] = "true",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return environment;
    }

    private string PasswordFile()
    {
        var path = Path.Combine(_folder.FullName, "password");
        File.WriteAllText(path, "marker-password\n");
        return path;
    }

    private static async Task<GrpcChannel> ChannelAsync(ServerProcess server) =>
        GrpcChannel.ForAddress((await server.WaitForAsync(Listens)).Groups["url"].Value);

    private static async Task<GetServerStatusResponse> StatusAsync(ServerProcess server)
    {
        using var channel = await ChannelAsync(server);
        return await new KscService.KscServiceClient(channel).GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());
    }
}
