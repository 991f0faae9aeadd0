using System.Diagnostics;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>Several writers on one database: order, limits and the audit chain hold across all of them.</summary>
public sealed class ReplicasTests
{
    [Fact]
    public async Task Events_OfAllWriters_AreGivenToEachReplicaOnceAndInOrder_WhileOneWriterStalls()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var left = await Replica.OpenAsync(fixture);
        await using var right = await Replica.OpenAsync(fixture);
        await using var stalled = new NpgsqlConnection(fixture.ConnectionString + ";Pooling=false;Options=-c idle_in_transaction_session_timeout=1000");
        await stalled.OpenAsync();
        var gaps = 0;
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var head = right.Store.HeadRevision;
                gaps += (await right.Store.ReadEventsAsync(0, head, int.MaxValue, CancellationToken.None)).Count == head ? 0 : 1;
            }
        });

        var writers = Enumerable.Range(0, 24).Select(writer => Task.Run(async () =>
        {
            for (var index = 0; index < 20; index++)
            {
                await (writer % 2 == 0 ? left : right).AcceptAsync($"host-{writer}");
                if (writer == 0 && index == 10)
                {
                    // A replica that stops in the middle of its group, the lock of the head in its hand and a revision taken.
                    await Run(stalled, "BEGIN; UPDATE store_head SET revision = revision + 1, version = version + 1");
                }
            }
        }));
        await Task.WhenAll(writers);
        await stop.CancelAsync();
        await reader;

        var expected = Enumerable.Range(1, 480).Select(revision => (long)revision);
        Assert.Equal(0, gaps);
        Assert.Equal(expected, await left.RevisionsUpToAsync(480));
        Assert.Equal(expected, await right.RevisionsUpToAsync(480));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Run(stalled, "COMMIT"));
    }

    [Fact]
    public async Task LockHeldByAForeignSession_IsNamed_AndGoesByItself()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using (var foreign = new NpgsqlConnection(fixture.ConnectionString + ";Pooling=false"))
        {
            await foreign.OpenAsync();
            await Run(foreign, "BEGIN; SELECT 1 FROM store_head FOR UPDATE");
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.AcceptAsync(StoreFixture.New()));
            Assert.Contains("store_head", refused.Message, StringComparison.Ordinal);
            Assert.False(refused.MayBeStored);
        }

        Assert.Equal(1, (await fixture.AcceptAsync(StoreFixture.New())).Revision);
    }

    [Fact]
    public async Task Nudge_BringsTheNewsBeforeThePoll()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var left = await Replica.OpenAsync(fixture);
        await using var right = await Replica.OpenAsync(fixture);
        left.Store.OwnHeadMoved = right.Store.HeadMoved;
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 10; round++)
        {
            var accepted = await left.AcceptAsync();
            var started = Stopwatch.StartNew();
            await right.RevisionsUpToAsync(accepted.Revision);
            slowest = started.Elapsed > slowest ? started.Elapsed : slowest;
        }

        Assert.True(slowest < TimeSpan.FromMilliseconds(900), $"{slowest}");
    }

    [Fact]
    public async Task EventsThatNobodyWatches_AreFoundInTheStore_AndLaterOnesArePublished()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var hub = new WatchHub();
        await using var store = await fixture.OpenPostgresAsync(hub);
        var before = new[] { await fixture.AcceptAsync(StoreFixture.New()), await fixture.AcceptAsync(StoreFixture.New()) };
        await Replica.UntilAsync(() => store.HeadRevision == before[1].Revision);

        await using var watch = new EventWatcher(store, hub, TimeProvider.System)
            .WatchManyAsync(SubmissionFilter.All, 0, TimeSpan.FromMinutes(1), CancellationToken.None).GetAsyncEnumerator();
        Assert.Equal(1, await NextAsync());
        Assert.Equal(2, await NextAsync());
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(WatchItemKind.CaughtUp, watch.Current.Kind);

        await fixture.AcceptAsync(StoreFixture.New());
        store.HeadMoved(3);
        Assert.Equal(3, await NextAsync());

        async Task<long> NextAsync()
        {
            Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Replica.Patience));
            return watch.Current.Event!.Revision;
        }
    }

    [Fact]
    public async Task QueueLimit_AndPolicyLimit_AreExact()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var left = await Replica.OpenAsync(fixture);
        await using var right = await Replica.OpenAsync(fixture);
        var rule = new LimitRule { Name = "few", Effects = [Effects.Isolate], Max = 7, Window = TimeSpan.FromHours(1), Beyond = Reaction.Refuse };

        var limited = await Together(index => Isolation(index) with { Limits = [new AcceptLimit(rule, Effects.Isolate, null, StoreFixture.Start.AddMinutes(-1).AddTicks(index % 5))] });
        Assert.Equal(7, limited.Count(result => result.Outcome == AcceptOutcome.Recorded));
        Assert.All(limited.Where(result => result.Outcome != AcceptOutcome.Recorded), result => Assert.Equal(AcceptOutcome.LimitReached, result.Outcome));

        var queued = await Together(index => StoreFixture.Request(StoreFixture.New()) with { MaxUnfinished = 30 });
        Assert.Equal(23, queued.Count(result => result.Outcome == AcceptOutcome.Recorded));
        Assert.Equal(30, await left.Store.CountUnfinishedAsync("default", CancellationToken.None));

        async Task<AcceptResult[]> Together(Func<int, AcceptRequest> request) => await Task.WhenAll(
            Enumerable.Range(0, 60).Select(index => Task.Run(() => (index % 2 == 0 ? left : right).Store.AcceptAsync(request(index), CancellationToken.None))));

        static AcceptRequest Isolation(int index) => StoreFixture.Request(StoreFixture.New($"host-{index}", TaskKind.IsolateHost, true) with { Effects = Effects.Isolate });
    }

    [Fact]
    public async Task SameRequest_AtTwoReplicas_IsRecordedOnce_AndAStepIsAppliedOnce()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var left = await Replica.OpenAsync(fixture);
        await using var right = await Replica.OpenAsync(fixture);
        for (var round = 0; round < 20; round++)
        {
            var request = StoreFixture.Request(StoreFixture.New());
            var results = await Both(store => store.AcceptAsync(request, CancellationToken.None));
            Assert.Single(results, result => result.Outcome == AcceptOutcome.Recorded);
            Assert.Single(results.Select(result => result.Submissions[0].Id).Distinct());
            var accepted = results[0].Submissions[0];
            var steps = await Both(store => store.ApplyAsync(
                new SubmissionChange(accepted, accepted with { State = SubmissionState.Cancelled }, "x", EventSource.Gateway), CancellationToken.None));
            Assert.Single(steps, step => step.Outcome == ChangeOutcome.Applied);
            Assert.Single(steps, step => step.Outcome == ChangeOutcome.Conflict);
        }

        async Task<T[]> Both<T>(Func<ISubmissionStore, Task<T>> call) => await Task.WhenAll(Task.Run(() => call(left.Store)), Task.Run(() => call(right.Store)));
    }

    [Fact]
    public async Task Budget_IsExact()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await fixture.ObserveAsync();
        await using var other = await Replica.OpenAsync(fixture);
        var accepted = new List<Submission>();
        for (var host = 0; host < 20; host++)
        {
            accepted.Add(await fixture.AcceptAsync(StoreFixture.New($"host-{host}")));
        }

        var begun = await Task.WhenAll(accepted.Select((submission, index) => Task.Run(() => (index % 2 == 0 ? fixture.Store : other.Store).BeginSendAsync(
            new BeginSend(submission, StoreFixture.Start, StoreFixture.Start.AddSeconds(10), null, 7, [], 6, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "Sending."), CancellationToken.None))));
        Assert.Equal(6, begun.Count(result => result.Outcome == BeginSendOutcome.Granted));
        Assert.Equal(14, begun.Count(result => result.Outcome == BeginSendOutcome.OverBudget));
    }

    [Fact]
    public async Task KillSwitch_HoldsOnEveryReplica_AtOnceForTheNextPermit()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await fixture.ObserveAsync();
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        await using var other = await Replica.OpenAsync(fixture);
        var audit = new AuditEntry { Time = StoreFixture.Start, Principal = "alice", Operation = "StopSending", Outcome = "ALLOWED" };

        await other.Store.SetSendingAsync(new SendingState(true, "incident", "alice", StoreFixture.Start), audit, CancellationToken.None);
        await Replica.UntilAsync(() => fixture.Store.Sending.IsStopped);

        // And when a replica has not heard of it yet.
        await other.Store.SetSendingAsync(SendingState.Going, audit, CancellationToken.None);
        await Replica.UntilAsync(() => !fixture.Store.Sending.IsStopped);
        await other.Store.SetSendingAsync(new SendingState(true, "again", "alice", StoreFixture.Start), audit, CancellationToken.None);
        Assert.Equal(BeginSendOutcome.SendingStopped, (await fixture.BeginAsync(accepted)).Outcome);
        Assert.True(fixture.Store.Sending.IsStopped);

        await fixture.Store.SetSendingAsync(SendingState.Going, audit, CancellationToken.None);
        Assert.Equal(BeginSendOutcome.Granted, (await fixture.BeginAsync(accepted)).Outcome);
    }

    [Fact]
    public async Task AuditChain_OfAllWriters_IsWhole()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var other = await Replica.OpenAsync(fixture);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(index => Task.Run(() => ((IAuditStore)(index % 2 == 0 ? fixture.Store : other.Store)).AppendAsync(
            new AuditEntry { Time = StoreFixture.Start, Principal = $"p{index}", Operation = "Submit", Outcome = "DENIED", TargetHost = "h\0st" }, CancellationToken.None))));

        var verified = await new AuditVerifier(fixture.Store).RunAsync(null, CancellationToken.None);
        Assert.Equal((200, 0, ""), (verified.Head.Sequence, verified.FirstBadSequence, verified.Problem));
        await fixture.ExecuteAsync("UPDATE audit SET principal = 'mallory' WHERE sequence = 100");
        Assert.Equal(100, (await new AuditVerifier(fixture.Store).RunAsync(null, CancellationToken.None)).FirstBadSequence);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
