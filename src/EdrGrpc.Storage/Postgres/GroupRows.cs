using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The rows that a group writes.</summary>
internal sealed class GroupRows
{
    private readonly HashSet<string> _archives = new(StringComparer.Ordinal);

    public PgRows Submissions { get; } = new(PgTable.Submissions);

    public PgRows Bodies { get; } = new(PgTable.Bodies);

    public PgRows Archives { get; } = new(PgTable.Archives);

    public PgRows Labels { get; } = new(PgTable.Labels);

    public PgRows Requests { get; } = new(PgTable.Requests);

    public PgRows Events { get; } = new(PgTable.Events);

    public PgRows Permits { get; } = new(PgTable.Permits);

    public PgRows PermitTasks { get; } = new(PgTable.PermitTasks);

    public List<Guid> PermitsEnded { get; } = [];

    public Dictionary<HostKey, DateTimeOffset> LastAdded { get; } = [];

    public PgRows Audit { get; } = new(PgTable.Audit);

    public void Add(NewSubmission item)
    {
        var submission = item.Submission;
        Submissions.Add([.. SubmissionValues.Fixed(submission, id => id), .. SubmissionValues.Changing(submission)]);
        Bodies.Add(submission.Id, item.Body.Head, item.Body.Tail, item.Archive?.Sha256);
        if (item.Archive is { } archive && _archives.Add(archive.Sha256))
        {
            Archives.Add(archive.Sha256, archive.Bytes.ToArray());
        }

        foreach (var (key, value) in submission.Context.Labels)
        {
            Labels.Add(key, value, submission.AcceptRevision);
        }
    }
}
