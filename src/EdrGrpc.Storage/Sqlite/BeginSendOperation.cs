using System.Globalization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Permit, intent and SUBMITTING in one transaction.</summary>
internal static class BeginSendOperation
{
    private const string SelectSentOfKind =
        "SELECT 1 FROM submissions WHERE server = $0 AND target_host = $1 AND state BETWEEN 3 AND 6 AND id <> $2 AND kind = $3 LIMIT 1";

    private const string SelectLastAdded = "SELECT added_at FROM last_added WHERE server = $0 AND target_host = $1";
    private const string UpsertLastAdded = "INSERT INTO last_added (server, target_host, added_at) VALUES ($0, $1, $2) ON CONFLICT DO UPDATE SET added_at = excluded.added_at";
    private const string InsertPermit = "INSERT INTO permits (submission_id, server, task_id_floor) VALUES ($0, $1, $2)";

    public static BeginSendResult Run(WriteSession session, BeginSend request)
    {
        var current = request.Current;
        var stored = session.Find(current.Id);
        if (stored is null || stored.State != SubmissionState.Accepted || stored.State != current.State || stored.Revision != current.Revision)
        {
            return new BeginSendResult(BeginSendOutcome.Conflict, stored, 0);
        }

        if (HasEarlier(session, stored))
        {
            return new BeginSendResult(BeginSendOutcome.NotItsTurn, stored, 0);
        }

        var observedAt = session.Command(BudgetQueries.ObservedAt, stored.Server).ExecuteScalar() as long?;
        if (observedAt is null || request.Now.UtcTicks - observedAt > request.ObservationMaxAge.Ticks)
        {
            return new BeginSendResult(BeginSendOutcome.ObservationTooOld, stored, 0);
        }

        var counted = Convert.ToInt32(session.Command(BudgetQueries.Counted, stored.Server).ExecuteScalar(), CultureInfo.InvariantCulture);
        if (counted >= request.Budget)
        {
            return new BeginSendResult(BeginSendOutcome.OverBudget, stored, counted);
        }

        var added = ChooseAdded(session, stored, request);
        if (added > request.Now + request.MaxAddedLead)
        {
            return new BeginSendResult(BeginSendOutcome.AddedTooFarAhead, stored, counted);
        }

        var floor = Floor(session, stored, request);
        session.Command(UpsertLastAdded, stored.Server, stored.TargetHost, added.UtcTicks).ExecuteNonQuery();
        session.Command(InsertPermit, RowReader.Bytes(stored.Id), stored.Server, floor).ExecuteNonQuery();
        var next = stored with
        {
            State = SubmissionState.Submitting,
            UpdatedAt = request.Now,
            Attempts = stored.Attempts + 1,
            WaitingReason = "",
            Intent = new SendIntent(added, request.SendBefore, request.HighestIncidentId, request.TasksBefore, floor),
        };
        return new BeginSendResult(BeginSendOutcome.Granted, StepOperation.Write(session, stored, next, request.Detail, EventSource.Gateway), counted);
    }

    // Whatever was accepted before this one was committed before it; what this group changed of it is read from its row.
    private static bool HasEarlier(WriteSession session, Submission stored) =>
        session.UnfinishedBefore(stored.Host, stored.AcceptRevision)
            .Select(session.Find)
            .Any(earlier => earlier is { State: >= SubmissionState.Accepted and <= SubmissionState.IncidentAdded })
        || session.Command(SelectSentOfKind, stored.Server, stored.TargetHost, RowReader.Bytes(stored.Id), (int)stored.Kind).ExecuteScalar() is not null;

    private static DateTimeOffset ChooseAdded(WriteSession session, Submission stored, BeginSend request)
    {
        var added = WholeSecond(request.Now);
        if (session.Command(SelectLastAdded, stored.Server, stored.TargetHost).ExecuteScalar() is long last)
        {
            added = Later(added, new DateTimeOffset(last, TimeSpan.Zero).AddSeconds(1));
        }

        return request.NewestAddedInKsc is { } newest ? Later(added, WholeSecond(newest).AddSeconds(1)) : added;
    }

    private static long Floor(WriteSession session, Submission stored, BeginSend request)
    {
        var floor = session.Command(BudgetQueries.HighestObserved, stored.Server).ExecuteScalar() as long? ?? 0;
        foreach (var id in request.TasksBefore)
        {
            if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                floor = Math.Max(floor, number);
            }
        }

        return floor;
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
