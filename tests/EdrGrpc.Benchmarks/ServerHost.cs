using System.Diagnostics;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Submissions.Dispatch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// The process under test: the real gateway (validation, interceptors, SQLite with fsync) and, on a port of its own, a bare gRPC server with the
/// no-op. Speaks with the generator over standard input and output: "usage" answers with CPU time, allocated bytes and collections.
/// </summary>
internal static class ServerHost
{
    public const string Command = "server";

    public static async Task RunAsync(string folder)
    {
        var settings = await KscThatIsDownAsync(folder);
        settings["urls"] = "http://127.0.0.1:0";
        settings["Store:Path"] = Path.Combine(folder, "gateway.db");
        settings["Ksc:MaxUnfinished"] = "100000000";
        settings["Ksc:SweepInterval"] = "01:00:00";
        await using var gateway = await GatewayApp.BuildAsync([], new GatewaySetup
        {
            Settings = settings,
            Logging = logging => logging.ClearProviders(),
            Services = services => services.AddSingleton<IHostWaker, SleepingHosts>(),
        });
        await using var noOp = NoOp();
        await gateway.StartAsync();
        await noOp.StartAsync();
        await Console.Out.WriteLineAsync($"{gateway.Urls.First()} {noOp.Urls.First()}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            using var process = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(
                $"{process.TotalProcessorTime.Ticks} {GC.GetTotalAllocatedBytes(precise: true)} {GC.CollectionCount(0)} {process.WorkingSet64}");
        }
    }

    private static async Task<Dictionary<string, string?>> KscThatIsDownAsync(string folder)
    {
        await using var simulator = await KscSimulator.StartAsync();
        var passwordFile = Path.Combine(folder, "ksc-password");
        await File.WriteAllTextAsync(passwordFile, simulator.Options.Password);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kscHost"] = simulator.Host,
            ["kscPort"] = simulator.Port.ToString(),
            ["kscCert"] = simulator.WriteCertificate(folder),
            ["kscUser"] = simulator.Options.User,
            ["kscPasswordFile"] = passwordFile,
            ["kscInternalUser"] = "true",
            ["Security:AllowAnonymous"] = "true",
            ["Security:CallsPerSecond"] = "0",
        };
    }

    private static WebApplication NoOp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<NoOpService>();
        var app = builder.Build();
        app.MapGrpcService<NoOpService>();
        return app;
    }
}
