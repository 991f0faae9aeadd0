namespace EdrGrpc.Submissions.Policy;

/// <summary>What those who have a role may do.</summary>
public sealed record PolicyRole
{
    /// <summary>Task kinds that may be submitted, for example "isolate_host"; "*" = all.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>KSC connections by name; "*" = all. Default all.</summary>
    public IReadOnlyList<string> Servers { get; init; } = ["*"];

    /// <summary>Hosts; absent = all.</summary>
    public HostSelector? Hosts { get; init; }

    /// <summary>Which submissions may be seen, watched and listed. Default own.</summary>
    public Scope Read { get; init; } = Scope.Own;

    /// <summary>Which submissions may be cancelled. Default own.</summary>
    public Scope Cancel { get; init; } = Scope.Own;

    /// <summary>Task kinds that may be approved for others; "*" = all. Default none.</summary>
    public IReadOnlyList<string> Approve { get; init; } = [];

    /// <summary>May use AdminService. Default false.</summary>
    public bool Admin { get; init; }
}
