namespace EdrGrpc.Server.Cluster;

/// <summary>
/// The other replicas have declared this one dead, because it stood still or could not be reached. It must end: they have taken over its work. It ends as
/// after a signal, so that streams get their advice to resume, with an exit code that makes a service manager start it anew.
/// </summary>
internal sealed partial class Eviction(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Eviction> logger) : IFatalErrorHandler, IDisposable
{
    /// <summary>Exit code of a replica that was declared dead (EX_TEMPFAIL).</summary>
    public const int ExitCode = 75;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(35);

    private int _isEvicted;
    private ITimer? _limit;

    /// <summary>True once it was declared dead.</summary>
    public bool HasHappened => Volatile.Read(ref _isEvicted) == 1;

    public bool IsUnexpected(Exception exception) => exception is not (ThreadInterruptedException or OperationCanceledException);

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _isEvicted, 1) == 1)
        {
            return;
        }

        Evicted(logger, exception, context ?? exception?.Message ?? "no reason given");
        _limit = time.CreateTimer(static _ => Environment.Exit(ExitCode), null, LongestEnd, Timeout.InfiniteTimeSpan);
        lifetime.StopApplication();
    }

    public void Dispose() => _limit?.Dispose();

    [LoggerMessage(344, LogLevel.Critical, "This replica ends, because the others count it as dead (it stood still, or they could not reach it); start it anew. {Reason}")]
    private static partial void Evicted(ILogger logger, Exception? exception, string reason);
}
