using System.Net;
using System.Net.Sockets;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Settings;

/// <summary>A start with a bad setting ends at once with exit code 2 and one line that says which setting and what to write.</summary>
public sealed class StartRefusedTests
{
    [Fact]
    public async Task Start_WithoutKscHost_NamesItAndTheDemo()
    {
        var line = await RefusedAsync([], []);

        Assert.Contains("kscHost", line, StringComparison.Ordinal);
        Assert.Contains("--demo", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kscPort", "13299x")]
    [InlineData("kscPort", "0")]
    [InlineData("kscPort", "65536")]
    public async Task Start_MalformedPort_NamesItAndTheRange(string name, string value)
    {
        var line = await RefusedAsync([], [(name, value)], Complete);

        Assert.Contains("kscPort", line, StringComparison.Ordinal);
        Assert.Contains("1 to 65535", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutPassword_NamesTheFileAndTheVariable()
    {
        var line = await RefusedAsync([], [("kscHost", "ksc.example"), ("kscUser", "u")]);

        Assert.Contains("kscPasswordFile is not set", line, StringComparison.Ordinal);
        Assert.Contains("kscPassword)", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SeveralProblems_NamesAllInOneLine()
    {
        var line = await RefusedAsync([], [("kscHost", "ksc.example"), ("kscPort", "x"), ("kscCert", "/no/such/file"), ("kscPasswordFile", "/no/such/password")]);

        foreach (var name in new[] { "kscPort", "kscCert", "kscPasswordFile", "kscUser" })
        {
            Assert.Contains(name, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_MissingCertificateFile_NamesItsAlternatives()
    {
        var line = await RefusedAsync([], [("kscCert", "/no/such/file.cer")], Complete);

        Assert.Contains("kscCert", line, StringComparison.Ordinal);
        Assert.Contains("False", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ksc__SendWindow", "soon", "SendWindow")]
    [InlineData("Ksc__SendWindow", "1.00:00:00", "SendWindow")]
    [InlineData("Ksc__TaskBudget", "0", "TaskBudget")]
    [InlineData("Ksc__TaskBudget", "many", "TaskBudget")]
    [InlineData("Watch__HeartbeatInterval", "00:01:00", "HeartbeatInterval")]
    [InlineData("Security__AllowAnonymous", "perhaps", "AllowAnonymous")]
    [InlineData("kscInternalUser", "perhaps", "kscInternalUser")]
    [InlineData("Ksc__DefaultServer", "moon", "Ksc:DefaultServer")]
    [InlineData("Store__Path", "/proc/no/such/place.db", "/proc/no/such/place.db")]
    public async Task Start_MalformedSetting_NamesIt(string name, string value, string named)
    {
        (string Name, string Value)[] settings = [("Security__AllowAnonymous", "true"), (name, value)];
        var line = await RefusedAsync(["--urls", "http://127.0.0.1:0"], settings, Complete);

        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "Security:AllowPlaintext")]
    [InlineData("http://[::]:0", "Security:AllowPlaintext")]
    [InlineData("http://*:0", "Security:AllowPlaintext")]
    [InlineData("http://gateway.example:0", "Security:AllowPlaintext")]
    [InlineData("nonsense", "http://127.0.0.1:5000")]
    [InlineData("ftp://127.0.0.1:1", "http://")]
    public async Task Start_UnsafeOrMalformedUrls_AreRefused(string urls, string advice)
    {
        var line = await RefusedAsync(["--urls", urls], [], Complete);

        Assert.Contains(urls, line, StringComparison.Ordinal);
        Assert.Contains(advice, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EndpointOfTheKestrelSectionBeyondLoopback_IsRefused()
    {
        var line = await RefusedAsync([], [("Kestrel__Endpoints__Out__Url", "http://0.0.0.0:0")], Complete);

        Assert.Contains("Security:AllowPlaintext", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AnonymousBeyondLoopback_IsRefused()
    {
        var line = await RefusedAsync(["--urls", "http://0.0.0.0:0"], [("Security__AllowAnonymous", "true")], Complete);

        Assert.Contains("is not a loopback address", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAPolicy_IsRefused_AndLeavesNoDataFile()
    {
        var store = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "gateway.db");
        var line = await RefusedAsync(["--urls", "http://127.0.0.1:0"], [("Store__Path", store)], Complete);

        Assert.Contains("Security:PolicyFile is not set", line, StringComparison.Ordinal);
        Assert.False(File.Exists(store));
    }

    [Theory]
    [InlineData("Security__PolicyFile", "/no/such/policy.json", "Security:PolicyFile")]
    [InlineData("Security__ClientCertificates__CaFile", "/no/such/ca.pem", "Security:ClientCertificates:CaFile")]
    [InlineData("Security__Jwt__Authority", "https://issuer.example", "Security:Jwt:Audience")]
    [InlineData("Audit__KeyFile", "/no/such/key", "Audit:KeyFile")]
    [InlineData("Audit__Syslog", "logs.example:514/tcp", "tcp://host:601")]
    [InlineData("Audit__Syslog", "http://logs.example", "tcp://host:601")]
    [InlineData("Audit__EarlierKeys__0__Until", "soon", "Audit:EarlierKeys:0:Until")]
    public async Task Start_MalformedAccessSetting_NamesIt(string name, string value, string named)
    {
        var line = await RefusedAsync(["--urls", "http://127.0.0.1:0"], [("Security__AllowAnonymous", "true"), (name, value)], Complete);

        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster__Address=192.0.2.1", "Cluster:CertificateFile is not set")]
    [InlineData("Cluster__Address=0.0.0.0", "Cluster:ListenAddress")]
    [InlineData("Cluster__ListenAddress=0.0.0.0", "Cluster:CertificateFile is not set")]
    [InlineData("Cluster__ListenAddress=here", "Cluster:ListenAddress here")]
    [InlineData("Cluster__Address=no.such.host.invalid", "Cluster:Address no.such.host.invalid")]
    [InlineData("Cluster__CertificateFile=/no/such/file.pem", "nothing says whom to trust")]
    [InlineData("Cluster__CertificateFile=/no/such/file.pem;Cluster__CaFile=/no/such/ca.pem", "Cluster:CaFile /no/such/ca.pem")]
    [InlineData("Cluster__CertificateFile=/no/such/file.pem;Cluster__PeerThumbprints__0=abc", "Cluster:PeerThumbprints")]
    [InlineData("Cluster__CertificateFile=/no/such/file.pem;Cluster__PeerThumbprints__0=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/no/such/file.pem cannot be used")]
    [InlineData("Cluster__Port=many", "Cluster:Port")]
    [InlineData("Cluster__ProbeInterval=soon", "Cluster:ProbeInterval")]
    [InlineData("Cluster__MissedProbes=0", "Cluster:MissedProbes")]
    [InlineData("Store__Provider=Oracle", "Store:Provider")]
    public async Task Start_AsAReplicaWithAMistake_NamesIt(string settings, string named)
    {
        var line = await RefusedAsync(
            ["--urls", "http://127.0.0.1:0"],
            [("Security__AllowAnonymous", "true"), ("Store__Provider", "Postgres"), ("Store__ConnectionString", "Host=127.0.0.1;Port=1;Database=none"),
                .. settings.Split(';').Select(setting => (setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]))],
            Complete);

        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var line = await RefusedAsync(["--urls", $"http://127.0.0.1:{port}"], [], Complete);

        Assert.Contains($"127.0.0.1:{port}", line, StringComparison.Ordinal);
        Assert.Contains("in use", line, StringComparison.OrdinalIgnoreCase);
    }

    private static readonly (string Name, string Value)[] Complete =
        [("kscHost", "ksc.example"), ("kscUser", "u"), ("kscPassword", "marker-password"), ("kscCert", "False")];

    [Theory]
    [InlineData("Postgres", "", "", "Store:ConnectionString is not set")]
    [InlineData("Oracle", "", "", "Store:Provider must be Sqlite or Postgres")]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Password=marker-password", "", "cannot be reached")]
    [InlineData("Postgres", "Host=127.0.0.1;Prt=1;Password=marker-password", "", "Store:ConnectionString cannot be read")]
    [InlineData("Postgres", "Host=127.0.0.1;Password=marker-password", "/no/such/file", "both set")]
    [InlineData("Postgres", "", "/no/such/file", "Store:ConnectionStringFile /no/such/file")]
    public async Task Start_BadPostgresSettings_NamesThem_AndNoPassword(string provider, string text, string file, string expected)
    {
        var line = await RefusedAsync(
            ["--urls", "http://127.0.0.1:0"],
            [("Security__AllowAnonymous", "true"), ("Store__Provider", provider), ("Store__ConnectionString", text), ("Store__ConnectionStringFile", file)],
            Complete);

        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string[] arguments, (string Name, string Value)[] environment, (string Name, string Value)[]? rest = null)
    {
        var all = (rest ?? []).Concat(environment).GroupBy(variable => variable.Name).ToDictionary(group => group.Key, group => group.Last().Value);
        await using var server = ServerProcess.Start(arguments, all);

        var code = await server.ExitAsync();

        Assert.True(code == 2, $"Exit code {code}:\n{server.Text}");
        var line = Assert.Single(server.Output.Concat(server.Errors));
        Assert.StartsWith("edrgrpc: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-password", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        return line;
    }
}
