using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.TestPostgres;

namespace EdrGrpc.Benchmarks;

/// <summary>Files that are fetched from hosts, each to its end, on a real clock: what they take in each store, and what their removal costs.</summary>
internal static class StoreSizeRun
{
    public const string Command = "store-size";

    public static async Task RunAsync(int submissions)
    {
        Console.WriteLine($"`{Command} {submissions}`. {Machine.Describe()}");
        await using var cluster = await PostgresCluster.StartAsync();
        await MeasureAsync(submissions, null);
        await MeasureAsync(submissions, await cluster.CreateDatabaseAsync());
    }

    private static async Task MeasureAsync(int submissions, string? database)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ksc:SendRate"] = "0" };
        if (database is not null)
        {
            (settings["Store:Provider"], settings["Store:ConnectionString"]) = ("Postgres", database);
        }

        var simulator = new SimulatorOptions
        {
            HostCount = submissions, TaskCreationDelay = TimeSpan.Zero, DeliveryDelay = TimeSpan.Zero, StartDelay = TimeSpan.Zero, RunTime = TimeSpan.Zero,
        };
        await using var gateway = await OutbreakGateway.StartAsync(simulator, "", settings);
        var empty = database is null ? (Log: 0, Database: gateway.StoreBytes.File, Connections: 0) : await StoreUse.PostgresBytesAsync(database);
        var (ended, events, all) = (0, 0, new TaskCompletionSource());
        await using var watcher = await EventReader.StartAsync(gateway.Responses, gateway.Headers);
        watcher.Read(step =>
        {
            events++;
            if (step.State >= SubmissionState.Succeeded && ++ended == submissions)
            {
                all.TrySetResult();
            }
        });
        foreach (var hosts in gateway.Simulator.Hosts.All.Chunk(1000))
        {
            var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
            batch.Items.Add(hosts.Select(host => new BatchItem
            {
                ItemId = host.Id, Action = new ResponseAction { TargetHost = host.Id, GetFile = new GetFile { Path = @"C:\Temp\a.exe" } },
            }));
            await gateway.Responses.SubmitBatchAsync(batch, gateway.Headers);
        }

        await all.Task.WaitAsync(TimeSpan.FromMinutes(30));
        if (database is null)
        {
            var (file, log) = gateway.StoreBytes;
            Console.WriteLine(OutbreakReport.Text($"SQLite: {submissions:N0} submissions, {(double)events / submissions:0.0} events each: file {file / 1e6:0.0} MB, {(file - empty.Database) / submissions:N0} bytes a submission; log {log / 1e6:0.0} MB."));
        }
        else
        {
            var full = await StoreUse.PostgresBytesAsync(database);
            Console.WriteLine(OutbreakReport.Text($"PostgreSQL: {submissions:N0} submissions, {(double)events / submissions:0.0} events each: {(full.Database - empty.Database) / submissions:N0} bytes a submission, {(full.Log - empty.Log) / submissions:N0} bytes of write-ahead log; {full.Connections} connections. {await StoreUse.PostgresAsync(database)}."));
        }

        Console.WriteLine($"Retention: {await StoreUse.PurgeAsync(gateway.Store, TimeProvider.System.GetUtcNow())}.");
        Console.WriteLine(database is null
            ? OutbreakReport.Text($"Afterwards: file {gateway.StoreBytes.File / 1e6:0.0} MB, log {gateway.StoreBytes.Log / 1e6:0.0} MB.")
            : $"Afterwards: {await StoreUse.PostgresAsync(database)}.");
    }
}
