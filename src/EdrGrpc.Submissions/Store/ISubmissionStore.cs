namespace EdrGrpc.Submissions.Store;

/// <summary>
/// The system of record. Every write is durable when its task completes, and is told to the <see cref="IEventPublisher"/> after its commit.
/// Revisions become visible in order: whoever sees revision n sees all before it. Every member throws
/// <see cref="StoreUnavailableException"/> when the store cannot work now; nothing was stored then,
/// unless it says <see cref="StoreUnavailableException.MayBeStored"/>.
/// </summary>
public interface ISubmissionStore
{
    /// <summary>Id and epoch, part of every cursor.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Newest committed revision, 0 in an empty store. A read of memory.</summary>
    long HeadRevision { get; }

    /// <summary>Revisions up to and including this one may have been purged; 0 while nothing was. A read of memory.</summary>
    long PurgedRevision { get; }

    /// <summary>Unfinished submissions of the whole store. A read of memory.</summary>
    long UnfinishedCount { get; }

    /// <summary>Records submissions with their ACCEPTED events, all or none, or finds the earlier ones of the request id.</summary>
    Task<AcceptResult> AcceptAsync(AcceptRequest request, CancellationToken cancellationToken);

    /// <summary>Counts the limits of a request as <see cref="AcceptAsync"/> would, recording nothing; null if none would refuse.</summary>
    Task<AcceptResult?> CheckLimitsAsync(AcceptRequest request, CancellationToken cancellationToken);

    /// <summary>Applies one guarded step with its event. A terminal state gives the permit back.</summary>
    /// <exception cref="InvalidOperationException">The state machine forbids the step.</exception>
    Task<ChangeResult> ApplyAsync(SubmissionChange change, CancellationToken cancellationToken);

    /// <summary>Takes a permit and stores the intent to call AddIncident; see <see cref="BeginSend"/>.</summary>
    Task<BeginSendResult> BeginSendAsync(BeginSend request, CancellationToken cancellationToken);

    /// <summary>Replaces what is known of the response tasks of any origin that stand in KSC.</summary>
    /// <param name="server">The KSC connection.</param>
    /// <param name="taskIds">Ids of all tasks named "[Response]…"; ids that are no numbers count always.</param>
    /// <param name="observedAt">When the enumeration began.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    Task RecordObservationAsync(string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt, CancellationToken cancellationToken);

    /// <summary>How much of the budget is used.</summary>
    Task<BudgetUse> GetBudgetUseAsync(string server, CancellationToken cancellationToken);

    /// <summary>One submission, or null.</summary>
    Task<Submission?> GetAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What a request id was used for, or null.</summary>
    Task<RequestRecord?> FindRequestAsync(string principal, Guid requestId, CancellationToken cancellationToken);

    /// <summary>The submissions of a batch in the order of its items; empty if there is no such batch.</summary>
    Task<IReadOnlyList<Submission>> GetBatchAsync(Guid batchId, CancellationToken cancellationToken);

    /// <summary>Submissions that match, newest first, accepted before <paramref name="beforeAcceptRevision"/> (0 = from the newest).</summary>
    Task<IReadOnlyList<Submission>> ListAsync(SubmissionFilter filter, long beforeAcceptRevision, int limit, CancellationToken cancellationToken);

    /// <summary>Events after a revision in order, of one submission.</summary>
    Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(Guid submissionId, long afterRevision, int limit, CancellationToken cancellationToken);

    /// <summary>Events with <paramref name="afterRevision"/> &lt; revision &lt;= <paramref name="upToRevision"/> of all submissions in order, unfiltered.</summary>
    Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(long afterRevision, long upToRevision, int limit, CancellationToken cancellationToken);

    /// <summary>The unfinished submissions of a host in the order accepted.</summary>
    Task<IReadOnlyList<Submission>> GetUnfinishedAsync(HostKey host, CancellationToken cancellationToken);

    /// <summary>Hosts that have unfinished submissions.</summary>
    Task<IReadOnlyList<HostKey>> GetHostsWithUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Unfinished submissions of one KSC connection.</summary>
    Task<long> CountUnfinishedAsync(string server, CancellationToken cancellationToken);

    /// <summary>The exact incident body of a submission, archive included.</summary>
    Task<string> GetIncidentBodyAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>True if another submission of the server claims the incident.</summary>
    Task<bool> IsIncidentClaimedAsync(string server, int incidentId, CancellationToken cancellationToken);

    /// <summary>Submissions whose request KSC may still work off late: sent more than once, or ended without an incident after an intent; by send_before.</summary>
    /// <param name="sentAfter">Only those whose send_before is later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Submission>> GetDoubtfulAsync(DateTimeOffset sentAfter, CancellationToken cancellationToken);

    /// <summary>Records a late incident. False if it was recorded before; the submission as it is then.</summary>
    Task<(bool IsNew, Submission? Submission)> RecordLateIncidentAsync(LateIncident late, CancellationToken cancellationToken);

    /// <summary>Which of these tasks of the server are claimed by a submission.</summary>
    Task<IReadOnlySet<string>> GetClaimedTasksAsync(string server, IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken);

    /// <summary>For each host the newest isolation that acted, or may have, and after which nothing was submitted that released it; at most 10,000.</summary>
    /// <param name="server">The KSC connection; "" = all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Submission>> GetIsolationsAsync(string server, CancellationToken cancellationToken);

    /// <summary>Isolations whose <see cref="Submission.ReleaseAfter"/> is over since their end and whose host has not been released or isolated anew.</summary>
    Task<IReadOnlyList<Submission>> GetReleasesDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The release that this server submitted by itself for an isolation, or null.</summary>
    Task<Submission?> FindReleaseAsync(Guid isolationId, CancellationToken cancellationToken);

    /// <summary>Removes submissions that ended before a time, with their events, request ids, labels and archives no longer used, in small steps.</summary>
    /// <returns>How many submissions were removed in this step; 0 when there is nothing left to remove.</returns>
    Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Writes and reads a probe. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
