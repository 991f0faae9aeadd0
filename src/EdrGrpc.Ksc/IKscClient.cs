namespace EdrGrpc.Ksc;

/// <summary>
/// Typed calls of one Administration Server. All reads and UpdateIncident are repeated on transport failures, 503 and error 1195;
/// <see cref="AddIncidentAsync"/> never is. Failures are <see cref="KscException"/>s, cancellation is <see cref="OperationCanceledException"/>.
/// </summary>
public interface IKscClient : IAsyncDisposable
{
    /// <summary>Name of the server in the settings.</summary>
    string Name { get; }

    /// <summary>Breaker, authentication, last success and last error. No call is made.</summary>
    KscConnectionStatus Status { get; }

    /// <summary>Adds an incident, sent at most once, and returns its id (ksc-openapi.md 4.2).</summary>
    /// <exception cref="KscNotSentException">Provably not sent: no byte of the body was written.</exception>
    /// <exception cref="KscApiException">KSC refused it.</exception>
    /// <exception cref="KscOutcomeUnknownException">The body was or may have been written, and no usable answer came; cancellation included.</exception>
    Task<int> AddIncidentAsync(NewIncident incident, SendFence fence, CancellationToken ct);

    /// <summary>Sets the processed flag (ksc-openapi.md 4.3).</summary>
    Task UpdateIncidentAsync(int incidentId, string hostId, bool isHandled, CancellationToken ct);

    /// <summary>Finds incidents; <paramref name="limit"/> 0 = all. KLINCDT_BODY cannot be filtered for equality, compare it in code.</summary>
    Task<IReadOnlyList<Incident>> FindIncidentsAsync(KscFilter filter, IReadOnlyList<SortBy> order, int limit, CancellationToken ct);

    /// <summary>Finds hosts by display name order; <paramref name="limit"/> 0 = all. Wildcards in equality need a second look in code.</summary>
    IAsyncEnumerable<KscHost> FindHostsAsync(KscFilter filter, int limit, CancellationToken ct);

    /// <summary>Reads one host; null when KSC does not know it (1186).</summary>
    Task<KscHost?> GetHostAsync(string hostId, CancellationToken ct);

    /// <summary>Version and edition (ksc-openapi.md 8.1).</summary>
    Task<KscServerInfo> GetServerInfoAsync(CancellationToken ct);

    /// <summary>A limit of ksc-openapi.md 8.3; null when denied or unlimited.</summary>
    Task<int?> GetLimitAsync(int limitId, CancellationToken ct);

    /// <summary>Whether any service console is connected, which response actions need (ksc-openapi.md 4.7).</summary>
    Task<bool> IsServiceConsoleAvailableAsync(CancellationToken ct);

    /// <summary>The cheapest proof that server and session live.</summary>
    Task PingAsync(CancellationToken ct);

    /// <summary>Server ids (decimal text) of all tasks of a host.</summary>
    Task<IReadOnlyList<string>> GetTasksOfHostAsync(string hostId, CancellationToken ct);

    /// <summary>Reads one task; null when it does not exist or no longer does (1186).</summary>
    Task<KscTaskInfo?> GetTaskAsync(string taskId, CancellationToken ct);

    /// <summary>All tasks, one HTTP call each: expensive on a big server.</summary>
    IAsyncEnumerable<KscTaskInfo> EnumerateTasksAsync(CancellationToken ct);

    /// <summary>State of a task on a host; null when the host has no record yet.</summary>
    /// <exception cref="KscApiException">1186: the task is gone.</exception>
    Task<KscTaskHostState?> GetTaskHostStateAsync(string taskId, string hostId, CancellationToken ct);

    /// <summary>Newest text of a state event of the task on the host, failures first; null when none is stored or the task is gone.</summary>
    Task<string?> GetTaskFailureTextAsync(string taskId, string hostId, CancellationToken ct);
}
