namespace EdrGrpc.Storage;

/// <summary>The columns of submissions and events in the order in which <see cref="RowReader"/> reads and commands bind them.</summary>
internal static class Columns
{
    /// <summary>What never changes.</summary>
    public static readonly string[] Fixed =
    [
        "id", "accept_revision", "batch_id", "batch_item_id", "request_id", "principal", "server", "target_host", "kind", "isolation_enable",
        "area", "severity", "action", "context", "created_at", "expires_at", "principal_groups", "effects", "release_after", "isolation_id",
    ];

    /// <summary>What steps change; in submissions and events.</summary>
    public static readonly string[] Changing =
    [
        "state", "revision", "updated_at", "added_at", "send_before", "highest_incident_id", "tasks_before", "task_id_floor", "incident_id", "task_id",
        "task_name", "task_state", "task_percent", "error", "attempts", "waiting_reason", "approval",
    ];

    public static readonly string Submission = string.Join(", ", Fixed.Concat(Changing).Select(name => "s." + name));

    public static readonly string Event = string.Join(", ", Fixed.Select(name => "s." + name).Concat(Changing.Select(name => "e." + name))) + ", e.source, e.detail";
}
