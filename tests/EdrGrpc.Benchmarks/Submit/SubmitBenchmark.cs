using EdrGrpc.TestPostgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdrGrpc.Benchmarks;

/// <summary>Durable Submit against a no-op call with the same request, on the same build in the same process and run.</summary>
internal static class SubmitBenchmark
{
    private const double SqliteAim = 0.50;
    private const double PostgresAim = 0.45;

    public static async Task<(IReadOnlyList<Figure> Figures, double Rate)> RunAsync(SubmitSettings settings)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, hosts: 1);
        var gateway = await GatewaySettings.CreateAsync(folder.Path, ksc, isAuthenticated: true);
        gateway["Ksc:SweepInterval"] = "01:00:00";
        await using var cluster = settings.Store == BenchmarkStore.Postgres ? await PostgresCluster.StartAsync() : null;
        var database = cluster is null ? null : await cluster.CreateDatabaseAsync();
        if (database is not null)
        {
            gateway["Store:Provider"] = "Postgres";
            gateway["Store:ConnectionString"] = database;
        }

        Round ceiling;
        Round durable;
        string syncs;
        string ofPostgres;
        HashSet<Guid> answered;
        using (var server = await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = gateway, Metrics = true }))
        using (var noOp = new Load(server.CeilingUrl, server))
        using (var submit = new Load(server.GatewayUrl, server))
        {
            Console.WriteLine($"{Environment.ProcessorCount} processors shared by server and generator; request of {Requests.Quarantine(Guid.NewGuid().ToString()).CalculateSize()} bytes; h2c, "
                + $"{Load.Connections} connections x {Load.InFlight} in flight; {settings.Calls:N0} calls a round, warm-up of as many.");
            Console.WriteLine($"Submit on {settings.Store}: API token, policy, validation, metrics; by target_host, unique hosts. Hosts are not woken.");
            await noOp.SubmitAsync(settings.Calls);
            await submit.SubmitAsync(settings.Calls);
            var noOps = new List<Round>();
            var submits = new List<Round>();
            var before = ProcessTree.OfPostgres();
            for (var round = 0; round < settings.Rounds; round++)
            {
                noOps.Add(Print("no-op ", await noOp.SubmitAsync(settings.Calls)));
                submits.Add(Print("Submit", await submit.SubmitAsync(settings.Calls)));
            }

            var postgres = (ProcessTree.OfPostgres() - before) / (settings.Rounds * settings.Calls);
            ofPostgres = database is null ? "" : $" and {postgres.TotalMicroseconds:F0} us of PostgreSQL's";
            (ceiling, durable) = (Print("median no-op ", Round.Median(noOps)), Print("median Submit", Round.Median(submits)));
            syncs = await SyncsAsync(submit, settings.Store == BenchmarkStore.Sqlite ? [server.Id] : PostgresProcesses());
            answered = submit.Answered.Select(Guid.Parse).ToHashSet();
            await server.KillAsync();
        }

        var stored = database is null ? await InSqliteAsync(gateway["Store:Path"]!) : await InPostgresAsync(database);
        var lost = answered.Count(id => !stored.Contains(id));
        Console.WriteLine($"answered OK {answered.Count:N0}, in the store after kill -9 {stored.Count:N0}, lost {lost:N0}");
        if (lost > 0)
        {
            throw new InvalidOperationException("Submissions that were answered OK are not in the store.");
        }

        var ratio = durable.Rate / ceiling.Rate;
        var aim = settings.Store == BenchmarkStore.Sqlite ? SqliteAim : PostgresAim;
        Figure[] figures =
        [
            new Figure(
                settings.Store == BenchmarkStore.Sqlite ? "durable Submit, SQLite" : "durable Submit, PostgreSQL",
                $"no-op unary, same message and build: {ceiling.Rate:N0}/s, {ceiling.CpuPerCall.TotalMicroseconds:F0} us of server CPU",
                $">= {aim:F2}",
                $"**{ratio:F2}**: {durable.Rate:N0}/s, p50 {durable.Latencies.P50:F1} ms, p99 {durable.Latencies.P99:F1} ms, {durable.CpuPerCall.TotalMicroseconds:F0} us of server CPU{ofPostgres} "
                    + $"(ratio {ceiling.CpuPerCall / durable.CpuPerCall:F2}), {durable.BytesPerCall / 1024:F1} KiB allocated (no-op {ceiling.BytesPerCall / 1024:F1}); {syncs}; "
                    + $"{answered.Count:N0} answered OK, {lost} lost after kill -9",
                ratio >= aim),
        ];
        return (figures, durable.Rate);
    }

    private static async Task<string> SyncsAsync(Load submit, IEnumerable<int> processes)
    {
        const int calls = 5000;
        await using var count = await SyncCount.StartAsync(processes);
        if (count is null)
        {
            return "fsync not counted: strace is not installed";
        }

        await submit.SubmitAsync(calls);
        var syncs = await count.StopAsync();
        return syncs > 0 ? $"{syncs:N0} fsync/fdatasync for {calls:N0} Submits" : throw new InvalidOperationException("No fsync was seen: what was answered OK is not durable.");
    }

    // strace -f follows children that are born later, not those that exist. Other servers on this machine are not ours to trace.
    private static IEnumerable<int> PostgresProcesses() => ProcessTree.DescendantsOf(Environment.ProcessId).Where(child => child.Name == "postgres").Select(child => child.Id);

    private static Round Print(string name, Round round)
    {
        Console.WriteLine($"{name} {round}");
        return round;
    }

    private static async Task<HashSet<Guid>> InSqliteAsync(string path)
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

    private static async Task<HashSet<Guid>> InPostgresAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT s.id FROM submissions s WHERE EXISTS (SELECT 1 FROM events e WHERE e.submission_id = s.id)", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }
}
