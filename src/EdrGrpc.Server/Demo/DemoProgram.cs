using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Settings;
using Spectre.Console;

namespace EdrGrpc.Server.Demo;

/// <summary>"--demo": the real server with the simulator behind it, and one action of each kind through its own public endpoint.</summary>
internal static class DemoProgram
{
    private const string DefaultUrl = "http://127.0.0.1:5000";
    private const string DefaultWebUrl = "http://127.0.0.1:5001";

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("edrgrpc-demo-");
        try
        {
            await using var simulator = await KscSimulator.StartAsync(new SimulatorOptions());
            simulator.Tasks.Outcome = DemoActions.OutcomeOf;
            var configured = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args).Build();
            var setup = new GatewaySetup { Settings = Settings(simulator, folder.FullName, configured) };
            await using var app = await GatewayApp.BuildAsync(args, setup);
            await app.StartAsync();
            var url = app.Urls.First();
            Greet(url, simulator);
            var ended = await new DemoRun(AnsiConsole.Console, url, TimeProvider.System).RunAsync(DemoActions.All(simulator), app.Lifetime.ApplicationStopping);
            if (!app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                var offline = simulator.Hosts.All[^1];
                simulator.Hosts.SetOnline(offline.Id, false);
                var waiting = await DemoRun.SubmitAsync(url, DemoActions.Waiting(offline.DisplayName));
                DemoHelp.Print(url, app.Urls.FirstOrDefault(other => other != url), DemoActions.HostName(0), DemoActions.HostName(1), offline.DisplayName, waiting);
                await app.WaitForShutdownAsync();
            }

            return ended ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(KscSimulator simulator, string folder, IConfiguration configured)
    {
        var passwordFile = Path.Combine(folder, "ksc-password");
        File.WriteAllText(passwordFile, simulator.Options.Password);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kscHost"] = simulator.Host,
            ["kscPort"] = simulator.Port.ToString(),
            ["kscCert"] = simulator.WriteCertificate(folder),
            ["kscUser"] = simulator.Options.User,
            ["kscPassword"] = null,
            ["kscPasswordFile"] = passwordFile,
            ["kscInternalUser"] = simulator.Options.InternalUser.ToString(),
            ["Ksc:TaskPollInterval"] = "00:00:00.200",
            ["Ksc:TaskPollMaxInterval"] = "00:00:01",
            ["Ksc:RetryDelay"] = "00:00:00.200",
            ["Store:Path"] = Path.Combine(folder, "demo.db"),
            ["urls"] = configured["urls"] ?? DefaultUrl,
            ["Web:Url"] = configured["Web:Url"] ?? DefaultWebUrl,
            ["Security:AllowAnonymous"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };
    }

    private static void Greet(string url, KscSimulator simulator)
    {
        AnsiConsole.MarkupLine("[bold]EdrGrpc demo[/]");
        Console.WriteLine($"The gateway listens on {url} (plaintext, loopback only).");
        Console.WriteLine($"Behind it is a SIMULATOR on {simulator.Host}:{simulator.Port}. It is NOT Kaspersky Security Center: no host is touched.");
        Console.WriteLine();
    }
}
