using Microsoft.Data.Sqlite;

namespace EdrGrpc.Benchmarks;

/// <summary>Durable Submit against a no-op call with the same request, on the same build in the same process and run.</summary>
internal static class SubmitBenchmark
{
    public static async Task RunAsync(SubmitSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("edrgrpc-bench-");
        try
        {
            HashSet<Guid> answered;
            using (var server = await ServerProcess.StartAsync(folder.FullName))
            using (var noOp = new Load(server.NoOpUrl))
            using (var submit = new Load(server.GatewayUrl))
            {
                Console.WriteLine($"{Environment.ProcessorCount} processors shared by server and generator; request of {submit.MessageSize} bytes; h2c, "
                    + $"{SubmitSettings.Connections} connections x {SubmitSettings.InFlight} in flight; {settings.Calls:N0} calls a round, warm-up of as many.");
                Console.WriteLine("Submit: all interceptors and validation, by target_host, SQLite WAL synchronous=FULL. Hosts are not woken (KSC is down, dispatch is off).");
                await noOp.RunAsync(server, settings.Calls);
                await submit.RunAsync(server, settings.Calls);
                var noOps = new List<Round>();
                var submits = new List<Round>();
                for (var round = 0; round < settings.Rounds; round++)
                {
                    noOps.Add(Print("no-op ", await noOp.RunAsync(server, settings.Calls)));
                    submits.Add(Print("Submit", await submit.RunAsync(server, settings.Calls)));
                }

                var (ceiling, durable) = (Median(noOps), Median(submits));
                Console.WriteLine();
                Print("median no-op ", ceiling);
                Print("median Submit", durable);
                Console.WriteLine($"ratio of rates {durable.Rate / ceiling.Rate:F2}; ratio of server CPU a call {ceiling.CpuPerCall / durable.CpuPerCall:F2}");
                answered = submit.Answered.Select(Guid.Parse).ToHashSet();
                await server.KillAsync();
            }

            var stored = await StoredAsync(Path.Combine(folder.FullName, "gateway.db"));
            var lost = answered.Count(id => !stored.Contains(id));
            Console.WriteLine($"answered OK {answered.Count:N0}, in the store after kill -9 {stored.Count:N0}, lost {lost:N0}");
            if (lost > 0)
            {
                throw new InvalidOperationException("Submissions that were answered OK are not in the store.");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Round Print(string name, Round round)
    {
        Console.WriteLine($"{name} {round}");
        return round;
    }

    private static Round Median(List<Round> rounds) => rounds.OrderBy(round => round.Rate).ElementAt(rounds.Count / 2);

    private static async Task<HashSet<Guid>> StoredAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT s.id FROM submissions s WHERE EXISTS (SELECT 1 FROM events e WHERE e.submission_id = s.id)";
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync())
        {
            ids.Add(new Guid(await rows.GetFieldValueAsync<byte[]>(0), bigEndian: true));
        }

        return ids;
    }
}
