using System.Collections.Concurrent;
using CsCheck;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdrGrpc.Tests.Model;

/// <summary>
/// The state machine and the real store against a model of KSC, over random interleavings of submissions, faults, crashes and time.
/// EDRGRPC_SEED replays the case that a failure names, EDRGRPC_MODEL_CASES sets how many are run.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int Cases = 10_000;
    private const int CasesPerFile = 2_500;

    // A commit here is a round trip and an fsync.
    private const int PostgresCases = 150;

    private static readonly Gen<(int Settings, ModelOp[] Ops)> Case =
        Gen.Select(Gen.Int[0, ModelSettings.Count - 1], ModelOp.Gen.Array[3, 40], (settings, ops) => (settings, ops));

    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private int _count;
    private int _failedAt;

    [Fact]
    public async Task EveryInterleaving_LosesNothingAndDoublesNothing()
    {
        var seed = Environment.GetEnvironmentVariable("EDRGRPC_SEED");
        var isReplay = !string.IsNullOrEmpty(seed) && !int.TryParse(seed, out _);
        var cases = isReplay ? 1 : int.TryParse(Environment.GetEnvironmentVariable("EDRGRPC_MODEL_CASES"), out var wanted) ? wanted : Cases;
        var started = TimeProvider.System.GetTimestamp();
        for (var rest = cases; rest > 0; rest -= CasesPerFile)
        {
            await RunAsync(Math.Min(rest, CasesPerFile), isReplay ? seed : null);
        }

        output.WriteLine($"{_count} cases in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
        foreach (var (what, count) in _seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{count,8} {what}");
        }

        if (cases >= Cases)
        {
            // A model in which something never happens proves nothing about it.
            var states = SubmissionStates.All.Where(state => state.IsTerminal() && state is not (SubmissionState.Denied or SubmissionState.Superseded));
            Assert.All(states.Select(state => state.ToString()), what => Assert.True(_seen.ContainsKey(what), $"No case ended in {what}."));
        }
    }

    [Fact]
    public async Task EveryInterleaving_OnPostgres_LosesNothingAndDoublesNothing()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var started = TimeProvider.System.GetTimestamp();
        var seed = Environment.GetEnvironmentVariable("EDRGRPC_SEED");
        Sample(fixture.Store, PostgresCases, string.IsNullOrEmpty(seed) || int.TryParse(seed, out _) ? null : seed);
        output.WriteLine($"{_count} cases in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private async Task RunAsync(int cases, string? seed)
    {
        // Kept in memory where there is such a place: the cases are about what is stored, not about how fast a disk is.
        var folder = Directory.Exists("/dev/shm") ? Directory.CreateDirectory(Path.Combine("/dev/shm", "edrgrpc-model-" + Guid.NewGuid())) : Directory.CreateTempSubdirectory("edrgrpc-model-");
        try
        {
            await using var store = await SqliteSubmissionStore.OpenAsync(
                new SqliteStoreOptions { Path = Path.Combine(folder.FullName, "store.db") }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
            Sample(store, cases, seed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Sample(ISubmissionStore store, int cases, string? seed)
    {
        try
        {
            Case.Sample(
                item => Run(store, item.Settings, item.Ops), seed: seed, iter: cases, threads: 1, print: item => $"{item.Settings}: {string.Join(", ", item.Ops.AsEnumerable())}");
        }
        catch (CsCheckException exception)
        {
            throw new InvalidOperationException(
                $"Failed first at case {_failedAt} of {_count}; to replay the smallest one set EDRGRPC_SEED to the seed below.\n{exception.Message}\n{exception.InnerException?.Message}", exception);
        }
    }

    private void Run(ISubmissionStore store, int settings, ModelOp[] ops)
    {
        var number = Interlocked.Increment(ref _count);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var item = new ModelCase(store, settings, number);
        try
        {
            item.Apply(new ModelOp(ModelOpKind.Submit, settings, settings / 3, settings / 5));
            foreach (var op in ops)
            {
                item.Apply(op);
            }

            item.RunToEnd();
            item.Checks.Final(_seen);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failedAt, number, 0);
            throw exception is ModelViolationException ? exception : new ModelViolationException($"{exception}\n{item.TraceText}");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
