using System.Text.Json;
using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.Benchmarks;

/// <summary>The simulator as a process of its own, without any delay. "calls" answers with the number of calls by method as JSON.</summary>
internal static class KscHost
{
    public const string Command = "ksc";

    public static async Task RunAsync(string plan)
    {
        var (folder, hosts) = KscPlan.Read(plan);
        var files = KscPlan.Read(plan);
        await using var simulator = await KscSimulator.StartAsync(new SimulatorOptions
        {
            HostCount = hosts,
            TaskCreationDelay = TimeSpan.Zero,
            DeliveryDelay = TimeSpan.Zero,
            StartDelay = TimeSpan.Zero,
            RunTime = TimeSpan.Zero,
        });
        await File.WriteAllTextAsync(files.PasswordFile, simulator.Options.Password);
        await File.WriteAllLinesAsync(files.HostsFile, simulator.Hosts.All.Select(host => host.Id));
        await Children.ServeAsync(
            $"{simulator.Host} {simulator.Port} {simulator.Options.User} {simulator.WriteCertificate(folder)}",
            _ => Task.FromResult(JsonSerializer.Serialize(simulator.CallCounts)));
    }
}
