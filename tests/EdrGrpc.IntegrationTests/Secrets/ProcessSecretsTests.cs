using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Audit;
using EdrGrpc.IntegrationTests.Submit;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace EdrGrpc.IntegrationTests.Secrets;

/// <summary>The real program with everything that it can tell switched on: logs at Trace, traces and metrics to a collector, syslog, events, the audit record, its command line, its memory.</summary>
public sealed class ProcessSecretsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Policy = """
        { "roles": { "lead": { "tasks": ["*"], "read": "all", "admin": true } }, "bindings": [ { "principals": ["alice"], "roles": ["lead"] } ] }
        """;

    private const string KscPassword = "Marker-3f81ksc!pass";
    private const string WrongKscPassword = "Marker-88ab0wrong!pass";
    private const string TlsPassword = "marker-5d20-tls-pfx";
    private const string IocContent = "9c1f0123456789abcdef0123456789ab";
    private const string GuessedToken = "edr_marker7guessed7token7marker7guessed7token7m";
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.bWFya2VyLWp3dA.c2lnbmF0dXJlLW1hcmtlcg";
    private const string CommandLine = "--password=marker-77c-argument";

    // Made once: a ZIP names the time of its files.
    private readonly byte[] _archive = NineTasksTests.Archive(IocContent);
    private readonly byte[] _auditKey = RandomNumberGenerator.GetBytes(48);
    private DirectoryInfo _folder = null!;
    private KscSimulator _simulator = null!;
    private OtlpReceiver _collector = null!;
    private SyslogReceiver _syslog = null!;
    private ServerProcess? _server;
    private GrpcChannel? _channel;

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("edrgrpc-secrets-");
        var options = Gateway.Fast();
        options.Password = KscPassword;
        _simulator = await KscSimulator.StartAsync(options);
        _collector = await OtlpReceiver.StartAsync();
        _syslog = new SyslogReceiver(isStream: true);
        await File.WriteAllTextAsync(At("policy.json"), Policy);
        await File.WriteAllTextAsync(At("ksc-password"), WrongKscPassword);
        await File.WriteAllBytesAsync(At("audit-key"), _auditKey);
        WriteCertificate();
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _syslog.DisposeAsync();
        await _collector.DisposeAsync();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_ThatLeavesTheProgram_HoldsASecret()
    {
        var token = await StartAsync();
        var told = await WorkAsync(token, calls: 5);
        await _collector.WaitAsync(body => body.Path == "/v1/traces" && Contains(body.Body, "/edr.response.v1.ResponseService/"u8));
        await _collector.WaitAsync(body => body.Path == "/v1/metrics");
        var syslog = await _syslog.UntilAsync(message => message.Contains("\"SUCCEEDED\"", StringComparison.Ordinal));
        var command = await File.ReadAllTextAsync($"/proc/{_server!.Id}/cmdline", TestContext.Current.CancellationToken);
        Assert.Equal(0, await _server.TerminateAsync());
        Assert.Contains(_server.Output, line => line.StartsWith("trce:", StringComparison.Ordinal) || line.Contains(" trce: ", StringComparison.Ordinal));

        string[] secrets =
        [
            token, GuessedToken, Jwt, KscPassword, WrongKscPassword, Base64(KscPassword), Base64(WrongKscPassword), TlsPassword, IocContent, CommandLine, Convert.ToBase64String(_archive)[..60],
            Convert.ToHexString(_auditKey)[..32], Convert.ToHexStringLower(_auditKey)[..32], Convert.ToBase64String(_auditKey)[..32],
        ];
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, _server.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, command, StringComparison.Ordinal);
            Assert.DoesNotContain(syslog, message => message.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(_collector.Bodies, body => Contains(body.Body, Encoding.UTF8.GetBytes(secret)));
            Assert.DoesNotContain(told.Audit, record => record.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(told.Errors, error => error.Contains(secret, StringComparison.Ordinal));

            // A submitter's own command line is what a submission shows; the record and the logs do not.
            Assert.True(secret == CommandLine || !told.Events.Exists(step => step.Contains(secret, StringComparison.Ordinal)), "An event holds a secret.");
        }

        Assert.Contains(told.Audit, record => record.Contains(Convert.ToHexStringLower(SHA256.HashData(_archive)), StringComparison.Ordinal));
    }

    /// <summary>
    /// What cannot be held: a header's text lives as long as its connection, garbage until the memory is used again. What can: it does not grow with the calls, and the
    /// password in a file is not kept.
    /// </summary>
    [Fact]
    public async Task Memory_HoldsFewCopies_AndNoMoreAfterManyCalls()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux.");
        var token = await StartAsync();
        await WorkAsync(token, calls: 5);
        var first = Count(token);
        await CallAsync(token, 2000);
        var second = Count(token);
        _channel!.Dispose();
        output.WriteLine($"after 5 calls: {Show(first)}; after 2,000 more: {Show(second)}");
        Assert.InRange(second[token], 0, 100);
        Assert.InRange(second[KscPassword], 0, 20);
        Assert.InRange(second[Base64(KscPassword)], 0, 20);
        Assert.InRange(second[TlsPassword], 0, 20);

        Dictionary<string, int> Count(string secret) => ProcessMemory.Count(_server!.Id, secret, KscPassword, Base64(KscPassword), TlsPassword, GuessedToken);

        static string Show(Dictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key[..Math.Min(14, pair.Key.Length)]} x {pair.Value}"));
    }

    private async Task<string> StartAsync()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kscHost"] = _simulator.Host,
            ["kscPort"] = _simulator.Port.ToString(),
            ["kscCert"] = _simulator.WriteCertificate(_folder.FullName),
            ["kscUser"] = _simulator.Options.User,
            ["kscPasswordFile"] = At("ksc-password"),
            ["kscInternalUser"] = "true",
            ["Security__PolicyFile"] = At("policy.json"),
            ["Security__CallsPerSecond"] = "0",
            ["Store__Path"] = At("gateway.db"),
            ["Audit__KeyFile"] = At("audit-key"),
            ["Audit__Syslog"] = _syslog.Address,
            ["Kestrel__Certificates__Default__Path"] = At("tls.pfx"),
            ["Kestrel__Certificates__Default__Password"] = TlsPassword,
            ["ASPNETCORE_URLS"] = "https://127.0.0.1:0",
            ["Ksc__TaskPollInterval"] = "00:00:00.020",
            ["Ksc__RetryDelay"] = "00:00:00.050",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        };
        foreach (var category in (string[])["Default", "Orleans", "Microsoft__Orleans", "Microsoft.AspNetCore", "Microsoft.Hosting.Lifetime", "Grpc"])
        {
            environment["Logging__LogLevel__" + category] = "Trace";
        }

        await using (var first = ServerProcess.Start(["--create-token", "alice"], environment))
        {
            Assert.Equal(0, await first.ExitAsync());
            _server = ServerProcess.Start([], environment);
            var address = (await _server.WaitForAsync(@"listens on (?<url>https://127\.0\.0\.1:\d+)")).Groups["url"].Value;
#pragma warning disable CA5359 // The certificate is the test's own.
            _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }, DisposeHttpClient = true,
            });
#pragma warning restore CA5359
            return first.Output[0];
        }
    }

    /// <summary>A refused KSC login, its mending while running, wrong tokens, an IOC scan, a command line; everything the gateway told meanwhile.</summary>
    private async Task<(List<string> Events, List<string> Audit, List<string> Errors)> WorkAsync(string token, int calls)
    {
        var errors = new List<string>();
        var ksc = new KscService.KscServiceClient(_channel!);
        var refused = await ksc.GetServerStatusAsync(new GetServerStatusRequest(), With(token));
        Assert.False(refused.Authenticated);
        errors.Add(refused.ToString());
        foreach (var bearer in (string[])[GuessedToken, Jwt])
        {
            var exception = await Assert.ThrowsAsync<RpcException>(() => ksc.GetServerStatusAsync(new GetServerStatusRequest(), With(bearer)).ResponseAsync);
            Assert.Equal(StatusCode.Unauthenticated, exception.StatusCode);
            errors.Add($"{exception} {exception.GetRpcStatus()}");
        }

        await File.WriteAllTextAsync(At("ksc-password"), KscPassword);
        Assert.True((await ksc.GetServerStatusAsync(new GetServerStatusRequest(), With(token))).Authenticated);
        var events = new List<string>();
        foreach (var action in (ResponseAction[])
                 [
                     new() { TargetHost = _simulator.Hosts.All[1].Id, IocScan = new IocScan { IocArchive = ByteString.CopyFrom(_archive), ScanCriticalAreas = true } },
                     new() { TargetHost = _simulator.Hosts.All[2].Id, StartProcess = new StartProcess { ExecutablePath = @"C:\a.exe", Arguments = CommandLine } },
                 ])
        {
            var responses = new ResponseService.ResponseServiceClient(_channel!);
            using var watch = responses.SubmitAndWatch(new SubmitAndWatchRequest { RequestId = Guid.NewGuid().ToString(), Action = action }, With(token));
            events.AddRange(await watch.ResponseStream.ReadAllAsync().Select(message => message.ToString()).ToListAsync());
        }

        await CallAsync(token, calls);
        using var export = new AdminService.AdminServiceClient(_channel!).ExportAudit(new ExportAuditRequest(), With(token));
        return (events, await export.ResponseStream.ReadAllAsync().Select(message => message.ToString()).ToListAsync(), errors);
    }

    private async Task CallAsync(string token, int calls)
    {
        var ksc = new KscService.KscServiceClient(_channel!);
        for (var call = 0; call < calls; call++)
        {
            await ksc.ListServersAsync(new ListServersRequest(), With(token));
        }
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=edrgrpc-secrets", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllBytes(At("tls.pfx"), certificate.Export(X509ContentType.Pfx, TlsPassword));
    }

    private static CallOptions With(string bearer) => Gateway.Options().WithHeaders(new Metadata { { "authorization", "Bearer " + bearer } });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.IndexOf(part) >= 0;

    private string At(string file) => Path.Combine(_folder.FullName, file);
}
