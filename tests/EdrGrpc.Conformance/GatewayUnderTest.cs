using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Cluster;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace EdrGrpc.Conformance;

/// <summary>The real server as a process, with a simulated KSC behind it. Stops and starts again on the same addresses and store.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private const int Terminate = 15;

    // The policy gives the runners every host but this one.
    private const string OthersHost = "HOST-0019";

    // A whole program starts or stops, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Another process tells nobody that its log grew or that it listens: both are looked for until they are there, or Patience ends.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-conformance-");
    private readonly KscSimulator _simulator;
    private readonly string _policy;
    private readonly string _log;
    private Process? _process;
    private int _linesRead;

    private GatewayUnderTest(KscSimulator simulator)
    {
        _simulator = simulator;
        _log = Path.Combine(_folder.FullName, "server.log");
        _policy = Path.Combine(_folder.FullName, "policy.json");
        Certificate = new ServerCertificate(_folder.FullName);
        Address = $"127.0.0.1:{FreePort.On(IPAddress.Loopback)}";
        WebUrl = $"http://127.0.0.1:{FreePort.On(IPAddress.Loopback)}";
    }

    /// <summary>host:port of gRPC over TLS.</summary>
    public string Address { get; }

    /// <summary>What the server presents.</summary>
    public ServerCertificate Certificate { get; }

    /// <summary>API token of the runners.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Address for gRPC-Web.</summary>
    public string WebUrl { get; }

    public static async Task<GatewayUnderTest> StartAsync()
    {
        var simulator = await KscSimulator.StartAsync(new SimulatorOptions
        {
            TaskCreationDelay = TimeSpan.FromMilliseconds(20),
            DeliveryDelay = TimeSpan.FromMilliseconds(10),
            StartDelay = TimeSpan.FromMilliseconds(10),
        });

        // The step watch-resumes restarts the server while a scan runs; everything else is to end soon.
        simulator.Tasks.RunTime = task => task == "onDemandScan" ? TimeSpan.FromSeconds(4) : TimeSpan.FromMilliseconds(60);
        simulator.Hosts.SetOnline(simulator.Hosts.All.Single(host => host.DisplayName == "HOST-0020").Id, online: false);
        var gateway = new GatewayUnderTest(simulator);
        await File.WriteAllTextAsync(gateway._policy, Policy(simulator.Hosts.All.Select(host => host.DisplayName).Where(name => name != OthersHost)));
        await gateway.CreateTokenAsync();
        await gateway.StartServerAsync();
        return gateway;
    }

    /// <summary>Stops the server as a service manager does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopServerAsync();
        await StartServerAsync();
    }

    /// <summary>How many calls the server refused since this was asked last, by their status. It counts what arrived, repeats by the client included.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RefusedCallsAsync()
    {
        // The log is written after the answers: once the line of this call is there, those of all calls before it are.
        var mark = Guid.NewGuid().ToString("N");
        await WaitUntilServingAsync(new Metadata { { "x-correlation-id", mark } });
        var end = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var lines = await File.ReadAllLinesAsync(_log);
            if (Array.FindIndex(lines, line => line.Contains(mark, StringComparison.Ordinal)) is >= 0 and var last)
            {
                var codes = lines[_linesRead..last].Select(RefusalIn).OfType<string>();
                _linesRead = last;
                return codes.CountBy(code => code).ToDictionary();
            }

            if (TimeProvider.System.GetUtcNow() > end)
            {
                throw new InvalidOperationException($"The server does not log its calls:\n{await LogTailAsync()}");
            }

            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    /// <summary>What the server wrote, for a person to look at.</summary>
    public async Task<string> LogTailAsync() => string.Join('\n', (await File.ReadAllLinesAsync(_log)).TakeLast(40));

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Policy(IEnumerable<string> hosts) => JsonSerializer.Serialize(new
    {
        roles = new { runner = new { tasks = new[] { "*" }, hosts = new { names = hosts }, read = "all", cancel = "own" } },
        bindings = new[] { new { principals = new[] { "conformance" }, roles = new[] { "runner" } } },
    });

    // The line of a call as CallLog writes it.
    private static string? RefusalIn(string line) =>
        line.Contains(" Unauthenticated in ", StringComparison.Ordinal) ? "UNAUTHENTICATED"
        : line.Contains(" PermissionDenied in ", StringComparison.Ordinal) ? "PERMISSION_DENIED"
        : null;

    private string StorePath => $"Store:Path={Path.Combine(_folder.FullName, "gateway.db")}";

    // As the README says: while the server is stopped.
    private async Task CreateTokenAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Server.dll"), "--create-token", "conformance", "--" + StorePath]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var told = process.StandardError.ReadToEndAsync();
        Token = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || Token.Length == 0)
        {
            throw new InvalidOperationException($"The server did not make a token: {await told}");
        }
    }

    private async Task StartServerAsync()
    {
        var passwordFile = Path.Combine(_folder.FullName, "ksc-password");
        await File.WriteAllTextAsync(passwordFile, _simulator.Options.Password);
        string[] settings =
        [
            $"kscHost={_simulator.Host}", $"kscPort={_simulator.Port}", $"kscCert={_simulator.WriteCertificate(_folder.FullName)}",
            $"kscUser={_simulator.Options.User}", $"kscPasswordFile={passwordFile}", $"kscInternalUser={_simulator.Options.InternalUser}", $"Security:PolicyFile={_policy}",
            $"urls=https://{Address}", $"Kestrel:Certificates:Default:Path={Certificate.CertificateFile}", $"Kestrel:Certificates:Default:KeyPath={Certificate.KeyFile}",
            $"Web:Url={WebUrl}", StorePath,
            "Ksc:HostCheckInterval=00:00:00.1", "Ksc:TaskPollInterval=00:00:00.05", "Ksc:TaskPollMaxInterval=00:00:00.2",
            "Ksc:TaskSearchInterval=00:00:00.5", "Ksc:RetryDelay=00:00:00.1", "Ksc:RetryMaxDelay=00:00:00.5",

            // All runners share an address; a line for every call, to count those that were refused.
            "Security:FailedAuthenticationsPerMinute=1000", "Logging:LogLevel:EdrGrpc.Server.Interceptors.CorrelationInterceptor=Debug",
        ];

        // The shell keeps the log in a file of its own, so that no pipe of this process can fill up.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = _folder.FullName };
        foreach (var argument in new[] { "-c", $"exec dotnet \"$@\" >>'{_log}' 2>&1", "sh", Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Server.dll") })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var setting in settings)
        {
            start.ArgumentList.Add("--" + setting);
        }

        _process = Process.Start(start)!;
        await WaitUntilServingAsync();
    }

    private async Task WaitUntilServingAsync(Metadata? headers = null)
    {
        using var channel = GrpcChannel.ForAddress($"https://{Address}", new GrpcChannelOptions { HttpHandler = Certificate.CreateHandler(), DisposeHttpClient = true });
        var health = new Health.HealthClient(channel);
        var end = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                var answer = await health.CheckAsync(new HealthCheckRequest(), headers, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
                if (answer.Status == HealthCheckResponse.Types.ServingStatus.Serving)
                {
                    return;
                }
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // Not yet.
            }

            if (_process!.HasExited || TimeProvider.System.GetUtcNow() > end)
            {
                throw new InvalidOperationException($"The server does not serve:\n{await LogTailAsync()}");
            }

            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    private async Task StopServerAsync()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            if (!_process.HasExited && Kill(_process.Id, Terminate) == 0)
            {
                await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
            }
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            _process = null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
