using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Event ids 3100-3199.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(3104, LogLevel.Warning, "Store {Place}: the connection was lost during a commit; afterwards the group was found {Outcome}")]
    public static partial void CommitResolved(ILogger logger, string place, string outcome);

    [LoggerMessage(3105, LogLevel.Warning, "Store {Place} cannot be followed: {Reason}")]
    public static partial void FollowFailed(ILogger logger, string place, string reason);

    [LoggerMessage(3106, LogLevel.Warning, "Store {Place}: the database server is another one, or was promoted or restored; epoch {Epoch}, older cursors are refused")]
    public static partial void EpochRaised(ILogger logger, string place, int epoch);

    [LoggerMessage(3107, LogLevel.Warning, "Store {Place} has synchronous_commit off; switched on for the writer of this server")]
    public static partial void SynchronousCommitSet(ILogger logger, string place);

    [LoggerMessage(3108, LogLevel.Error, "Store {Place}: a defect in following the events of other replicas")]
    public static partial void FollowDefect(ILogger logger, Exception exception, string place);
}
