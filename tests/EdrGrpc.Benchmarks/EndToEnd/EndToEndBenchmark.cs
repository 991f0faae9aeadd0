using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// Accepted to SUBMITTED through the simulator without delays, with the budget of 90 tasks that real installations have.
/// </summary>
internal static class EndToEndBenchmark
{
    /// <summary>As many connections as the gateway has sessions.</summary>
    private const int Connections = 4;

    private const double Aim = 0.60;

    public static async Task<(IReadOnlyList<Figure> Figures, EndToEndResult Result)> RunAsync(EndToEndSettings settings)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, settings.Submissions * settings.Rounds * 2);
        var gateway = await GatewaySettings.CreateAsync(folder.Path, ksc);
        using var server = await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = gateway, Dispatches = true });
        var hosts = new Queue<string>(ksc.HostIds);
        var (bare, ours) = (new List<EndToEndResult>(), new List<EndToEndResult>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            bare.Add(Print("bare calls", await BareAsync(ksc, Take(hosts, settings.Submissions))));
            ours.Add(Print("gateway   ", await EndToEndLoad.RunAsync([server], ksc, Take(hosts, settings.Submissions))));
        }

        var (ceiling, result) = (Median(bare), Median(ours));
        var ratio = result.Rate / ceiling.Rate;
        Figure[] figures =
        [
            new Figure(
                "end to end: accepted -> SUBMITTED, unique hosts, simulator without delays",
                $"AddIncident + UpdateIncident by bare HttpClient, {Connections} keep-alive connections: {ceiling.Rate:N0} actions/s, {ceiling.CallsPerAction:F1} calls each",
                $">= {Aim:F2}",
                $"**{ratio:F2}**: {result.Rate:N0} submissions/s, {result.CallsPerAction:F1} calls to KSC each, {result.ServerCpu.TotalMicroseconds:F0} us of gateway CPU and {result.KscCpu.TotalMicroseconds:F0} us of "
                    + $"stand-in CPU each (bare: {ceiling.KscCpu.TotalMicroseconds:F0} us of stand-in CPU); calls to KSC/s against the ceiling's: {result.Rate * result.CallsPerAction / (ceiling.Rate * ceiling.CallsPerAction):F2}",
                ratio >= Aim),
        ];
        return (figures, result);
    }

    private static EndToEndResult Print(string name, EndToEndResult result)
    {
        Console.WriteLine($"{name} {result}");
        return result;
    }

    private static EndToEndResult Median(List<EndToEndResult> results)
    {
        var measured = results.Count > 1 ? results.Skip(1).ToList() : results;
        return measured.OrderBy(result => result.Rate).ElementAt(measured.Count / 2);
    }

    private static string[] Take(Queue<string> hosts, int count) => [.. Enumerable.Range(0, count).Select(_ => hosts.Dequeue())];

    private static async Task<EndToEndResult> BareAsync(KscStandIn ksc, string[] hosts)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => BareKscClient.LogInAsync(ksc)));
        var (usage, calls) = (await ksc.UsageAsync(), await ksc.CallsAsync());
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < hosts.Length; number = Interlocked.Increment(ref next))
            {
                await client.ActAsync(hosts[number]);
            }
        })));
        var took = watch.Elapsed;
        var used = await ksc.UsageAsync() - usage;
        var made = EndToEndResult.Made(calls, await ksc.CallsAsync());
        foreach (var client in clients)
        {
            client.Dispose();
        }

        return new EndToEndResult(hosts.Length / took.TotalSeconds, TimeSpan.Zero, used.Cpu / hosts.Length, made, hosts.Length);
    }
}
