namespace EdrGrpc.Submissions.Audit;

/// <summary>One decision, before it has a place in the chain. Never holds a secret; archives are named by their SHA-256.</summary>
public sealed record AuditEntry
{
    /// <summary>The principal of what this server does by itself.</summary>
    public const string System = "edrgrpc";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who.</summary>
    public required string Principal { get; init; }

    /// <summary>Address of the caller; "" for the server itself.</summary>
    public string Peer { get; init; } = "";

    /// <summary>An RPC, or a step of the server.</summary>
    public required string Operation { get; init; }

    /// <summary>See <see cref="AuditOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Name of the policy's rule that decided.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The submission concerned.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>KSC connection concerned.</summary>
    public string Server { get; init; } = "";

    /// <summary>Host concerned.</summary>
    public string TargetHost { get; init; } = "";

    /// <summary>Incident concerned.</summary>
    public int? IncidentId { get; init; }

    /// <summary>More, as one JSON object.</summary>
    public string DetailJson { get; init; } = "{}";
}
