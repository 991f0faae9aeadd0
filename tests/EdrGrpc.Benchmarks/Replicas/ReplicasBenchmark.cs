using EdrGrpc.TestPostgres;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// One, two and four replicas on one PostgreSQL, all on the same processors: more of them cannot be faster here, so what counts is the processor time of a
/// submission, from Submit to the end of its task, over all replicas and PostgreSQL together.
/// </summary>
internal static class ReplicasBenchmark
{
    private const double Aim = 1.3;
    private static readonly int[] Replicas = [1, 2, 4];

    public static async Task<IReadOnlyList<Figure>> RunAsync(int submissions)
    {
        await using var cluster = await PostgresCluster.StartAsync();
        var results = new List<(int Replicas, EndToEndResult Result, TimeSpan Cpu)>();
        foreach (var count in Replicas)
        {
            results.Add(await MeasureAsync(cluster, count, submissions));
            Console.WriteLine($"{count} replicas: {results[^1].Result}; with PostgreSQL {results[^1].Cpu.TotalMicroseconds:F0} us");
        }

        var (_, one, alone) = results[0];
        return
        [
            .. results.Skip(1).Select(measured => new Figure(
                $"{measured.Replicas} replicas on one PostgreSQL, end to end",
                $"1 replica: {alone.TotalMilliseconds:F2} ms of CPU a submission (PostgreSQL included), {one.Rate:N0}/s",
                $"<= {Aim:F1}x CPU a submission",
                $"**{measured.Cpu / alone:F2}x**: {measured.Cpu.TotalMilliseconds:F2} ms, of that {measured.Result.ServerCpu.TotalMilliseconds:F2} in the replicas; {measured.Result.Rate:N0}/s; one AddIncident per submission",
                measured.Cpu / alone <= Aim)),
        ];
    }

    private static async Task<(int Replicas, EndToEndResult Result, TimeSpan Cpu)> MeasureAsync(PostgresCluster cluster, int count, int submissions)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, submissions * 2);
        var database = await cluster.CreateDatabaseAsync();
        var servers = new List<ServerProcess>();
        try
        {
            for (var number = 0; number < count; number++)
            {
                var settings = await GatewaySettings.CreateAsync(folder.Path, ksc);
                settings["Store:Provider"] = "Postgres";
                settings["Store:ConnectionString"] = database;
                servers.Add(await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = settings, Dispatches = true }));
            }

            await EndToEndLoad.RunAsync(servers, ksc, [.. ksc.HostIds.Take(submissions)]);
            var before = ProcessTree.OfPostgres();
            var result = await EndToEndLoad.RunAsync(servers, ksc, [.. ksc.HostIds.Skip(submissions)]);
            return (count, result, result.ServerCpu + ((ProcessTree.OfPostgres() - before) / submissions));
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }
}
