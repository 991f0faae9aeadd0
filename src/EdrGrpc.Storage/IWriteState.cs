using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>
/// What the operations see and change inside a running transaction. SQLite runs a statement per member; PostgreSQL answers from what it read for the
/// whole group and gathers the rows to write. The decisions are made above this, once for both.
/// </summary>
internal interface IWriteState
{
    /// <summary>The kill switch as it is recorded.</summary>
    bool IsSendingStopped { get; }

    /// <summary>Unfinished submissions, those of the running transaction included.</summary>
    long Unfinished { get; }

    long NextRevision();

    Submission? Find(Guid id);

    RequestRecord? FindRequest(string principal, Guid requestId);

    /// <summary>Submissions that count against a limit of the policy.</summary>
    int CountUsed(AcceptLimit limit);

    /// <summary>Ticks of the oldest of them.</summary>
    long? OldestUsed(AcceptLimit limit);

    /// <summary>True if a submission other than <paramref name="but"/> claims the incident.</summary>
    bool IsIncidentClaimed(string server, int incidentId, Guid but);

    /// <summary>True if a submission other than <paramref name="but"/> claims the task.</summary>
    bool IsTaskClaimed(string server, string taskId, Guid but);

    /// <summary>True if another submission of the host goes before this one; see <see cref="SendRule.GoesBefore"/>.</summary>
    bool HasEarlier(Submission submission);

    TaskBudget Budget(string server);

    /// <summary>Newest KLINCDT_ADDED given to the host.</summary>
    DateTimeOffset? LastAdded(HostKey host);

    void SetLastAdded(HostKey host, DateTimeOffset added);

    void AddPermit(Submission submission, long floor);

    void SetPermitTask(Submission submission, string taskId);

    void RemovePermit(Submission submission);

    /// <summary>Stores a new submission with its body, archive and labels; its event is added apart.</summary>
    void Insert(NewSubmission item);

    void InsertRequest(AcceptRequest request, Guid firstId);

    /// <summary>Stores what steps change.</summary>
    void Update(Submission written);

    void AddEvent(Submission submission, string detail, EventSource source);

    void AddAudit(AuditEntry entry);
}
