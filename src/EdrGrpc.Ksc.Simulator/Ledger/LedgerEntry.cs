namespace EdrGrpc.Ksc.Simulator;

/// <summary>One fact of the ground truth.</summary>
/// <param name="Kind">What happened.</param>
public sealed record LedgerEntry(LedgerKind Kind)
{
    /// <summary>Position in the ledger, from 1 on without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When, on the time provider, without clock skew.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Incident concerned.</summary>
    public int? IncidentId { get; init; }

    /// <summary>Task concerned.</summary>
    public int? TaskId { get; init; }

    /// <summary>Host concerned.</summary>
    public string? HostId { get; init; }

    /// <summary>KLINCDT_ADDED as sent.</summary>
    public DateTimeOffset? Added { get; init; }

    /// <summary>KLINCDT_BODY as sent.</summary>
    public string? Body { get; init; }

    /// <summary>KLINCDT_SEVERITY.</summary>
    public int? Severity { get; init; }

    /// <summary>True when the test added it, not a client.</summary>
    public bool Foreign { get; init; }

    /// <summary>Display name of the task.</summary>
    public string? DisplayName { get; init; }

    /// <summary>State of the task after the change, or when it was removed.</summary>
    public SimulatedTaskState? State { get; init; }

    /// <summary>State text or reason.</summary>
    public string? Text { get; init; }
}
