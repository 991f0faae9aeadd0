using EdrGrpc.Submissions;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// The writer's connection with its prepared commands, and what the running transaction has done so far. Used by the writer's thread only.
/// </summary>
internal sealed partial class WriteSession(SqliteConnection connection, long headRevision, UnfinishedSubmissions unfinished, bool isSendingStopped) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly List<SubmissionEvent> _events = [];
    private SqliteTransaction? _transaction;
    private long _pendingRevision = headRevision;
    private long _unfinishedChange;
    private bool _committedStop = isSendingStopped;
    private (long Sequence, ReadOnlyMemory<byte> Hash) _committedAudit = AuditHead.Read(connection);
    private long _auditSequence = AuditHead.Read(connection).Sequence;
    private ReadOnlyMemory<byte> _auditHash = AuditHead.Read(connection).Hash;

    /// <summary>Key of the audit record's chain; empty = plain hashes.</summary>
    public ReadOnlyMemory<byte> AuditKey { get; init; }

    /// <summary>Newest committed revision.</summary>
    public long HeadRevision { get; private set; } = headRevision;

    /// <summary>Unfinished submissions, those of the running transaction included.</summary>
    public long Unfinished => unfinished.Count + _unfinishedChange;

    /// <summary>Ids of the unfinished submissions of a host that were accepted before a revision, as of the last commit.</summary>
    public IReadOnlyList<Guid> UnfinishedBefore(HostKey host, long acceptRevision) => unfinished.Of(host, acceptRevision);

    /// <inheritdoc/>
    public bool IsSendingStopped { get; set; } = isSendingStopped;

    public void Begin() => _transaction = connection.BeginTransaction(deferred: false);

    /// <exception cref="Submissions.Store.StoreUnavailableException">The file is not at its place.</exception>
    public void CheckInPlace(string path) => StoreFile.CheckInPlace(connection, path);

    /// <summary>Commits; returns the events in the order of their revisions.</summary>
    public IReadOnlyList<SubmissionEvent> Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        HeadRevision = _pendingRevision;
        _unfinishedChange = 0;
        _committedStop = IsSendingStopped;
        _committedAudit = (_auditSequence, _auditHash);
        var events = _events.ToArray();
        _events.Clear();
        return events;
    }

    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, I/O error).
        }

        _transaction?.Dispose();
        _transaction = null;
        _pendingRevision = HeadRevision;
        _unfinishedChange = 0;
        IsSendingStopped = _committedStop;
        (_auditSequence, _auditHash) = _committedAudit;
        _events.Clear();
    }

    public long NextRevision() => ++_pendingRevision;

    /// <summary>A prepared command with its parameters set in order ($0, $1 …); prepared once per text.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var index = 0; index < values.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter("$" + index, values[index] ?? DBNull.Value));
            }

            command.Transaction = _transaction;
            command.Prepare();
            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Runs a statement whose parameters appear in the order of the values; true if it gave a row.</summary>
    public bool Run(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(connection, sql);
            _statements.Add(sql, statement);
        }

        return statement.Run(values);
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
