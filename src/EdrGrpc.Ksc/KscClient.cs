using Microsoft.Extensions.Logging;

namespace EdrGrpc.Ksc;

/// <summary>The client of one Administration Server. Logs in with the first call; safe for use from many threads.</summary>
public sealed class KscClient : IKscClient
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly KscConnectionOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly StatusBoard _board;
    private readonly KscPipelines _pipelines;
    private readonly SessionPool _pool;
    private readonly Authenticator _authenticator;
    private readonly KeepAlive _keepAlive;
    private readonly IncidentSender _sender;
    private readonly IncidentCalls _incidents;
    private readonly HostCalls _hosts;
    private readonly ServerCalls _server;
    private readonly TaskCalls _tasks;
    private readonly TaskStateCalls _taskStates;
    private int _disposed;

    /// <summary>Creates the client; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The options are not valid; the message names each bad field.</exception>
    public KscClient(KscConnectionOptions options, TimeProvider timeProvider, ILoggerFactory loggerFactory)
        : this(options, timeProvider, loggerFactory, jitter: null)
    {
    }

    /// <summary>With the seam of tests: the randomness of retries.</summary>
    internal KscClient(KscConnectionOptions options, TimeProvider timeProvider, ILoggerFactory loggerFactory, Func<double>? jitter)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        if (string.Join(' ', options.Validate()) is { Length: > 0 } faults)
        {
            throw new ArgumentException(faults, nameof(options));
        }

        var logger = loggerFactory.CreateLogger<KscClient>();
        if (options.IsCertificateUnchecked)
        {
            KscLog.CertificateUnchecked(logger, options.Name, options.CertificateSettingName);
        }

        _options = options;
        _timeProvider = timeProvider;
        _board = new(timeProvider);
        _pipelines = new(options, timeProvider, logger, jitter);
        _pool = new(options, timeProvider);
        var runner = new ExchangeRunner(options, _pipelines, _board, timeProvider, logger);
        _authenticator = new(options, runner, new LoginGuard(timeProvider), _board, logger);
        _keepAlive = new(options, _pool, runner, timeProvider, logger);
        var caller = new KscCaller(options, _pool, _authenticator, runner, _pipelines, timeProvider);
        _sender = new(caller);
        _incidents = new(caller);
        _hosts = new(caller);
        _server = new(caller, options.VirtualServer);
        _tasks = new(caller);
        _taskStates = new(caller);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public KscConnectionStatus Status => _board.Read(_pipelines.BreakerState, _pool.Count);

    /// <summary>Lets the next login through at once, for example after an administrator has unblocked the account.</summary>
    public void ResetAuthentication() => _authenticator.Reset();

    /// <inheritdoc/>
    public Task<int> AddIncidentAsync(NewIncident incident, SendFence fence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(fence);
        return _sender.AddAsync(incident, fence, ct);
    }

    /// <inheritdoc/>
    public Task UpdateIncidentAsync(int incidentId, string hostId, bool isHandled, CancellationToken ct) =>
        _incidents.UpdateAsync(incidentId, hostId, isHandled, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Incident>> FindIncidentsAsync(KscFilter filter, IReadOnlyList<SortBy> order, int limit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _incidents.FindAsync(filter, order, limit, ct);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<KscHost> FindHostsAsync(KscFilter filter, int limit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _hosts.FindAsync(filter, limit, ct);
    }

    /// <inheritdoc/>
    public Task<KscHost?> GetHostAsync(string hostId, CancellationToken ct) => _hosts.GetAsync(hostId, ct);

    /// <inheritdoc/>
    public Task<KscServerInfo> GetServerInfoAsync(CancellationToken ct) => _server.GetInfoAsync(ct);

    /// <inheritdoc/>
    public Task<int?> GetLimitAsync(int limitId, CancellationToken ct) => _server.GetLimitAsync(limitId, ct);

    /// <inheritdoc/>
    public Task<bool> IsServiceConsoleAvailableAsync(CancellationToken ct) => _server.IsServiceConsoleAvailableAsync(ct);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken ct) => _server.PingAsync(ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetTasksOfHostAsync(string hostId, CancellationToken ct) => _tasks.GetOfHostAsync(hostId, ct);

    /// <inheritdoc/>
    public Task<KscTaskInfo?> GetTaskAsync(string taskId, CancellationToken ct) => _tasks.GetAsync(taskId, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<KscTaskInfo> EnumerateTasksAsync(CancellationToken ct) => _tasks.EnumerateAsync(ct);

    /// <inheritdoc/>
    public Task<KscTaskHostState?> GetTaskHostStateAsync(string taskId, string hostId, CancellationToken ct) => _taskStates.GetAsync(taskId, hostId, ct);

    /// <inheritdoc/>
    public Task<string?> GetTaskFailureTextAsync(string taskId, string hostId, CancellationToken ct) => _taskStates.GetFailureTextAsync(taskId, hostId, ct);

    /// <summary>Ends the sessions that are free; a call still running is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _pool.Close();
        using var timeout = new CancellationTokenSource(CloseTimeout, _timeProvider);
        foreach (var session in _pool.TakeFree(_ => true))
        {
            await _keepAlive.EndAsync(session, timeout.Token);
        }

        await _keepAlive.DisposeAsync();
        _pool.Dispose();
        _authenticator.Dispose();
    }
}
