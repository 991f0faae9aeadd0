namespace EdrGrpc.Submissions.Policy;

/// <summary>The policy file: who may do what, to which host, how often. JSON, comments allowed; docs/policy.schema.json is made from these types.</summary>
public sealed record PolicyDocument
{
    /// <summary>Schema this file follows, for editors; not read.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Roles by name.</summary>
    public IReadOnlyDictionary<string, PolicyRole> Roles { get; init; } = new Dictionary<string, PolicyRole>(StringComparer.Ordinal);

    /// <summary>Who has which roles. Who has none may do nothing.</summary>
    public IReadOnlyList<PolicyBinding> Bindings { get; init; } = [];

    /// <summary>Protect the host of each Administration Server and of this gateway from isolation, deletion and termination. Default true.</summary>
    public bool ProtectInfrastructure { get; init; } = true;

    /// <summary>Hosts on which some things are never done, whoever asks.</summary>
    public IReadOnlyList<ProtectedHostsRule> ProtectedHosts { get; init; } = [];

    /// <summary>Files that are never deleted or terminated, whoever asks.</summary>
    public IReadOnlyList<ProtectedPathsRule> ProtectedPaths { get; init; } = [];

    /// <summary>Times in which some things are refused or need approval.</summary>
    public IReadOnlyList<QuietHoursRule> QuietHours { get; init; } = [];

    /// <summary>Most actions with an effect in a window of time.</summary>
    public IReadOnlyList<LimitRule> Limits { get; init; } = [];

    /// <summary>What a second person must approve.</summary>
    public IReadOnlyList<ApprovalRule> Approvals { get; init; } = [];
}
