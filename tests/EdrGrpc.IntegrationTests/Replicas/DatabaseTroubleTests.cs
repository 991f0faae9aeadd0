using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.TestPostgres;
using Grpc.Core;
using Npgsql;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>The database restarts, crashes, drops its connections or fails over under two replicas.</summary>
[Collection(ReplicaTests.Name)]
public sealed class DatabaseTroubleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("restart")]
    [InlineData("crash")]
    [InlineData("all connections ended")]
    public async Task Trouble_UnderLoad_LosesNothingAndDoublesNothing(string trouble)
    {
        await using var postgres = await PostgresCluster.StartAsync();
        await VerifyAsync(await postgres.CreateDatabaseAsync(), trouble, async () =>
        {
            switch (trouble)
            {
                case "restart":
                    await postgres.StopAsync();
                    await postgres.StartAgainAsync();
                    break;
                case "crash":
                    await postgres.CrashAsync();
                    await postgres.StartAgainAsync();
                    break;
                default:
                    await postgres.ExecuteAsync("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
                    break;
            }
        });
    }

    [Fact]
    public async Task FailOver_ToAPromotedStandby_LosesNothingAndDoublesNothing()
    {
        await using var primary = await PostgresCluster.StartAsync();
        await using var standby = await primary.StartStandbyAsync();
        var both = new NpgsqlConnectionStringBuilder(await primary.CreateDatabaseAsync())
        {
            Host = $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}", TargetSessionAttributes = "primary",
        };
        await VerifyAsync(both.ConnectionString, "fail-over", async () =>
        {
            await primary.CrashAsync();
            await standby.PromoteAsync();
        });
    }

    private async Task VerifyAsync(string connectionString, string trouble, Func<Task> makeTrouble)
    {
        await using var replicas = await ReplicaSet.StartAsync(connectionString, 2);
        using var enough = new CancellationTokenSource();
        var acknowledged = new List<string>();
        var clients = new[] { SubmitAsync(replicas, 0, acknowledged, enough.Token), SubmitAsync(replicas, 1, acknowledged, enough.Token) };
        await Until.TrueAsync(() => replicas.Incidents.Count > 20, "work in flight");
        await makeTrouble();
        var back = Stopwatch.GetTimestamp();
        var known = acknowledged.Count;
        await Until.TrueAsync(() => acknowledged.Count > known + 2 || clients.Any(client => client.IsFaulted), "submissions are acknowledged again");
        output.WriteLine($"{trouble}: acknowledged again {Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s after the database was back");
        await Until.TrueAsync(() => acknowledged.Count > known + 20 || clients.Any(client => client.IsFaulted), "more submissions");
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        foreach (var id in acknowledged)
        {
            Assert.Equal(SubmissionState.Succeeded, (await ReplicaSet.EventsAsync(replicas[1], id))[^1].State);
        }

        output.WriteLine($"{trouble}: {acknowledged.Count} acknowledged, all ended {Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s after the database was back");
        Assert.All(replicas.Incidents.GroupBy(incident => incident.Body), group => Assert.Single(group));
    }

    // As callers must: the same request until it is acknowledged.
    private static async Task SubmitAsync(ReplicaSet replicas, int replica, List<string> acknowledged, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var request = replicas.Request(((number * 2) + replica) % 20);
            while (true)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
                try
                {
                    var answer = await replicas[replica].Responses.SubmitAsync(request, Gateway.Options());
                    lock (acknowledged)
                    {
                        acknowledged.Add(answer.Submission.SubmissionId);
                    }

                    break;
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                {
                    // Advised to call again.
                }
            }
        }
    }
}
