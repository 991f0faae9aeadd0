using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Tests.Model;

/// <summary>The real store as one worker sees it: each call waits for the case, then runs to its end. What is stored is told to the case.</summary>
internal sealed class GatedStore(ModelWorker worker, ModelCase owner) : ISubmissionStore
{
    private readonly ISubmissionStore _store = owner.Store;

    public StoreIdentity Identity => _store.Identity;

    public long HeadRevision => _store.HeadRevision;

    public long PurgedRevision => _store.PurgedRevision;

    public long UnfinishedCount => _store.UnfinishedCount;

    public async Task<ChangeResult> ApplyAsync(SubmissionChange change, CancellationToken cancellationToken)
    {
        await GateAsync($"store {change.Current.State} -> {change.Next.State}");
        var result = Wait(_store.ApplyAsync(change, cancellationToken));
        if (result.Outcome == ChangeOutcome.Applied)
        {
            owner.Committed(result.Submission!, change.Detail);
        }

        return result;
    }

    public async Task<BeginSendResult> BeginSendAsync(BeginSend request, CancellationToken cancellationToken)
    {
        await GateAsync("store begin send");
        var result = Wait(_store.BeginSendAsync(request, cancellationToken));
        if (result.Outcome == BeginSendOutcome.Granted)
        {
            owner.Granted(result.Submission!, request.Detail);
        }

        return result;
    }

    public async Task RecordObservationAsync(string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt, CancellationToken cancellationToken)
    {
        await GateAsync("store observation");
        Wait(Done(_store.RecordObservationAsync(server, taskIds, observedAt, cancellationToken)));
        owner.Observed = [.. taskIds];
    }

    public async Task<BudgetUse> GetBudgetUseAsync(string server, CancellationToken cancellationToken)
    {
        await GateAsync("store budget");
        return Wait(_store.GetBudgetUseAsync(server, cancellationToken));
    }

    public async Task<Submission?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await GateAsync("store get");
        return Wait(_store.GetAsync(id, cancellationToken));
    }

    public async Task<IReadOnlyList<Submission>> GetUnfinishedAsync(HostKey host, CancellationToken cancellationToken)
    {
        await GateAsync("store unfinished");
        return Wait(_store.GetUnfinishedAsync(host, cancellationToken));
    }

    public async Task<string> GetIncidentBodyAsync(Guid id, CancellationToken cancellationToken)
    {
        await GateAsync("store body");
        return Wait(_store.GetIncidentBodyAsync(id, cancellationToken));
    }

    public async Task<bool> IsIncidentClaimedAsync(string server, int incidentId, CancellationToken cancellationToken)
    {
        await GateAsync("store incident claimed");
        return Wait(_store.IsIncidentClaimedAsync(server, incidentId, cancellationToken));
    }

    public async Task<IReadOnlySet<string>> GetClaimedTasksAsync(string server, IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken)
    {
        await GateAsync("store tasks claimed");
        return Wait(_store.GetClaimedTasksAsync(server, taskIds, cancellationToken));
    }

    public Task<AcceptResult?> CheckLimitsAsync(AcceptRequest request, CancellationToken cancellationToken) => _store.CheckLimitsAsync(request, cancellationToken);

    public Task<IReadOnlyList<Submission>> GetIsolationsAsync(string server, CancellationToken cancellationToken) => _store.GetIsolationsAsync(server, cancellationToken);

    public Task<IReadOnlyList<Submission>> GetReleasesDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _store.GetReleasesDueAsync(now, limit, cancellationToken);

    public Task<Submission?> FindReleaseAsync(Guid isolationId, CancellationToken cancellationToken) => _store.FindReleaseAsync(isolationId, cancellationToken);

    public async Task<IReadOnlyList<Submission>> GetDoubtfulAsync(DateTimeOffset sentAfter, CancellationToken cancellationToken)
    {
        await GateAsync("store doubtful");
        return Wait(_store.GetDoubtfulAsync(sentAfter, cancellationToken));
    }

    public async Task<(bool IsNew, Submission? Submission)> RecordLateIncidentAsync(LateIncident late, CancellationToken cancellationToken)
    {
        await GateAsync("store late incident");
        var result = Wait(_store.RecordLateIncidentAsync(late, cancellationToken));
        if (result.IsNew)
        {
            owner.Raised(late, result.Submission!);
        }

        return result;
    }

    public async Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(Guid submissionId, long afterRevision, int limit, CancellationToken cancellationToken)
    {
        await GateAsync("store events");
        return Wait(_store.ReadEventsAsync(submissionId, afterRevision, limit, cancellationToken));
    }

    public Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(long afterRevision, long upToRevision, int limit, CancellationToken cancellationToken) => throw NotUsed();

    public Task<AcceptResult> AcceptAsync(AcceptRequest request, CancellationToken cancellationToken) => throw NotUsed();

    public Task<RequestRecord?> FindRequestAsync(string principal, Guid requestId, CancellationToken cancellationToken) => throw NotUsed();

    public Task<IReadOnlyList<Submission>> GetBatchAsync(Guid batchId, CancellationToken cancellationToken) => throw NotUsed();

    public Task<IReadOnlyList<Submission>> ListAsync(SubmissionFilter filter, long beforeAcceptRevision, int limit, CancellationToken cancellationToken) => throw NotUsed();

    public Task<IReadOnlyList<HostKey>> GetHostsWithUnfinishedAsync(CancellationToken cancellationToken) => throw NotUsed();

    public Task<long> CountUnfinishedAsync(string server, CancellationToken cancellationToken) => throw NotUsed();

    public Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken) => throw NotUsed();

    public Task CheckAsync(CancellationToken cancellationToken) => throw NotUsed();

    /// <summary>The writer has a thread of its own; the case waits for it, so that nothing else happens meanwhile.</summary>
    public static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private static NotSupportedException NotUsed() => new("A worker does not use this.");

    private async Task GateAsync(string name)
    {
        if (await worker.GateAsync(name, CallSort.Store) == ModelFault.StoreDown)
        {
            throw new StoreUnavailableException("The model's store is down.");
        }
    }
}
