using System.Collections.Concurrent;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>One of several stores on a database, and what it published.</summary>
internal sealed class Replica : IEventPublisher, IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<SubmissionEvent> _published = new();
    private readonly SemaphoreSlim _news = new(0);

    public PostgresSubmissionStore Store { get; private set; } = null!;

    public IReadOnlyCollection<SubmissionEvent> Published => _published;

    public static async Task<Replica> OpenAsync(StoreFixture fixture, string? connectionString = null, ILoggerFactory? loggers = null)
    {
        var replica = new Replica();
        replica.Store = await fixture.OpenPostgresAsync(replica, connectionString: connectionString, loggers: loggers);
        return replica;
    }

    public void Publish(IReadOnlyList<SubmissionEvent> events)
    {
        foreach (var submissionEvent in events)
        {
            _published.Enqueue(submissionEvent);
        }

        _news.Release();
    }

    public bool TryPass(long revision) => false;

    /// <summary>Waits until it has published up to a revision; returns all that it published.</summary>
    public async Task<IReadOnlyList<long>> RevisionsUpToAsync(long revision)
    {
        while (_published.LastOrDefault() is not { } last || last.Revision < revision)
        {
            Assert.True(await _news.WaitAsync(Patience), $"Revision {revision} was not published.");
        }

        return _published.Select(submissionEvent => submissionEvent.Revision).ToList();
    }

    public async Task<Submission> AcceptAsync(string host = "host-1") =>
        (await Store.AcceptAsync(StoreFixture.Request(StoreFixture.New(host)), CancellationToken.None)).Submissions[0];

    /// <summary>Waits for a condition, up to <see cref="Patience"/>. For what tells nobody when it changes: a head that was heard of, a connection that ended.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _news.Dispose();
    }
}
