using System.Globalization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Writes that are too rare to be grouped, statement by statement under the lock of the head.</summary>
internal static class RareWrites
{
    private const string UpsertObservation =
        "INSERT INTO observations (server, observed_at) VALUES ($0, $1) ON CONFLICT (server) DO UPDATE SET observed_at = excluded.observed_at";

    private const string InsertLate =
        "INSERT INTO late_incidents (server, incident_id, submission_id, found_at) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING";

    public static async Task<bool> ObserveAsync(NpgsqlConnection connection, GroupState state, string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt)
    {
        await RunAsync(connection, "DELETE FROM observed_tasks WHERE server = $0", server);
        var tasks = new PgRows(PgTable.ObservedTasks);
        foreach (var id in taskIds)
        {
            tasks.Add(server, id, long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
        }

        if (tasks.Command() is { } command)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
            await batch.ExecuteNonQueryAsync();
        }

        await RunAsync(connection, UpsertObservation, server, observedAt.UtcTicks);
        state.Touch();
        return true;
    }

    public static async Task<(bool IsNew, Submission? Submission)> RecordLateIncidentAsync(NpgsqlConnection connection, GroupState state, LateIncident late)
    {
        var stored = state.Find(late.SubmissionId);
        if (stored is null || await RunAsync(connection, InsertLate, stored.Server, late.IncidentId, stored.Id, late.FoundAt.UtcTicks) == 0)
        {
            return (false, stored);
        }

        state.Touch();
        return stored.State.IsTerminal()
            ? (true, stored)
            : (true, StepOperation.Write(state, stored, stored with { UpdatedAt = late.FoundAt }, late.Detail, EventSource.KscAnswer));
    }

    public static async Task<bool> AddTokenAsync(NpgsqlConnection connection, GroupState state, ApiToken token, AuditEntry audit)
    {
        await RunAsync(connection, TokenRows.Insert, TokenRows.Values(token, token.Id));
        state.AddAudit(audit);
        return true;
    }

    public static async Task<ApiToken?> RevokeTokenAsync(NpgsqlConnection connection, GroupState state, Guid id, DateTimeOffset now, AuditEntry audit)
    {
        if (await RunAsync(connection, TokenRows.Revoke, id, now.UtcTicks) > 0)
        {
            state.AddAudit(audit);
        }

        await using var command = Command(connection, TokenRows.SelectById, id);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? TokenRows.Read(row) : null;
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(PgText.Of(sql), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(PgText.Any(value));
        }

        return command;
    }
}
