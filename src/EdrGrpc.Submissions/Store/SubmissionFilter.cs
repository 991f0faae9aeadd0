using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Store;

/// <summary>Which submissions. Members are combined with AND, values within one with OR; empty matches everything.</summary>
public sealed record SubmissionFilter
{
    /// <summary>Matches everything.</summary>
    public static SubmissionFilter All { get; } = new();

    /// <summary>In one of these states (for events: the state at the event).</summary>
    public IReadOnlySet<SubmissionState> States { get; init; } = new HashSet<SubmissionState>();

    /// <summary>Submitted by this principal; "" = any.</summary>
    public string Principal { get; init; } = "";

    /// <summary>On this KSC connection; "" = any.</summary>
    public string Server { get; init; } = "";

    /// <summary>On this host; "" = any.</summary>
    public string TargetHost { get; init; } = "";

    /// <summary>Of one of these kinds.</summary>
    public IReadOnlySet<TaskKind> Kinds { get; init; } = new HashSet<TaskKind>();

    /// <summary>Of this batch.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>With all of these labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Accepted at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accepted before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>True if the submission, as it is in the given snapshot, matches.</summary>
    public bool Matches(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return (States.Count == 0 || States.Contains(submission.State))
            && (Principal.Length == 0 || string.Equals(Principal, submission.Principal, StringComparison.Ordinal))
            && (Server.Length == 0 || string.Equals(Server, submission.Server, StringComparison.Ordinal))
            && (TargetHost.Length == 0 || string.Equals(TargetHost, submission.TargetHost, StringComparison.Ordinal))
            && (Kinds.Count == 0 || Kinds.Contains(submission.Kind))
            && (BatchId is null || BatchId == submission.BatchId)
            && (CreatedFrom is null || submission.CreatedAt >= CreatedFrom)
            && (CreatedTo is null || submission.CreatedAt < CreatedTo)
            && Labels.All(label => submission.Context.Labels.TryGetValue(label.Key, out var value) && string.Equals(value, label.Value, StringComparison.Ordinal));
    }
}
