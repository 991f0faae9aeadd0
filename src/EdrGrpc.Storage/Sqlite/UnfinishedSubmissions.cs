using EdrGrpc.Submissions;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// The committed unfinished submissions of every host, in the order accepted. Kept in memory because this process is the only one that writes the
/// file; loaded when it is opened. Their number is bounded by Ksc:MaxUnfinished.
/// </summary>
internal sealed class UnfinishedSubmissions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<HostKey, List<(long AcceptRevision, Guid Id)>> _byHost = [];
    private long _count;

    public UnfinishedSubmissions(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT server, target_host, accept_revision, id FROM submissions WHERE state < 9 ORDER BY accept_revision";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            Add(new HostKey(rows.GetString(0), rows.GetString(1)), rows.GetInt64(2), RowReader.ReadId(rows, 3));
        }
    }

    /// <summary>Of all hosts.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Takes over what a commit changed.</summary>
    public void Apply(IReadOnlyList<SubmissionEvent> events)
    {
        lock (_lock)
        {
            foreach (var submission in events.Select(change => change.Submission))
            {
                if (submission.Revision == submission.AcceptRevision)
                {
                    Add(submission.Host, submission.AcceptRevision, submission.Id);
                }
                else if (submission.State.IsTerminal())
                {
                    Remove(submission);
                }
            }
        }
    }

    /// <summary>Of a host, accepted before a revision.</summary>
    public IReadOnlyList<Guid> Of(HostKey host, long beforeAcceptRevision = long.MaxValue)
    {
        lock (_lock)
        {
            return _byHost.TryGetValue(host, out var waiting)
                ? waiting.TakeWhile(entry => entry.AcceptRevision < beforeAcceptRevision).Select(entry => entry.Id).ToArray()
                : [];
        }
    }

    public IReadOnlyList<HostKey> Hosts()
    {
        lock (_lock)
        {
            return [.. _byHost.Keys];
        }
    }

    public long CountOf(string server)
    {
        lock (_lock)
        {
            return _byHost.Where(host => host.Key.Server == server).Sum(host => (long)host.Value.Count);
        }
    }

    private void Add(HostKey host, long acceptRevision, Guid id)
    {
        if (!_byHost.TryGetValue(host, out var waiting))
        {
            _byHost.Add(host, waiting = []);
        }

        waiting.Add((acceptRevision, id));
        _count++;
    }

    // A terminal submission may have further events (a late incident): it is gone by then.
    private void Remove(Submission submission)
    {
        if (_byHost.TryGetValue(submission.Host, out var waiting)
            && waiting.FindIndex(entry => entry.AcceptRevision == submission.AcceptRevision) is var index && index >= 0)
        {
            waiting.RemoveAt(index);
            _count--;
            if (waiting.Count == 0)
            {
                _byHost.Remove(submission.Host);
            }
        }
    }
}
