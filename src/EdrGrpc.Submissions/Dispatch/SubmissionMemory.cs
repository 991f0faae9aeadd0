namespace EdrGrpc.Submissions.Dispatch;

/// <summary>What an activation remembers of a submission between steps. All of it may be lost at any time: only speed depends on it,
/// but for <see cref="UnsentAttempt"/> and <see cref="IncidentId"/>, without which the submission is reconciled.</summary>
internal sealed class SubmissionMemory
{
    /// <summary>Next look.</summary>
    public DateTimeOffset Due { get; set; } = DateTimeOffset.MinValue;

    /// <summary>The attempt of which this activation knows that KSC did not get its request. Says nothing of an attempt that another activation has begun since.</summary>
    public int? UnsentAttempt { get; set; }

    /// <summary>KSC's answer to AddIncident, while it is not stored yet.</summary>
    public int? IncidentId { get; set; }

    /// <summary>Failed tries in a row, for back-off.</summary>
    public int Failures { get; set; }

    /// <summary>Since when its task is awaited.</summary>
    public DateTimeOffset? AwaitedSince { get; set; }

    /// <summary>Since when it is the first of its host that is not SUBMITTED yet, while others wait behind it.</summary>
    public DateTimeOffset? HeadSince { get; set; }

    /// <summary>That it keeps others waiting for long was logged.</summary>
    public bool StuckLogged { get; set; }

    /// <summary>Looks at the task so far, for the growing poll interval.</summary>
    public int Polls { get; set; }

    /// <summary>Last search through all tasks of KSC.</summary>
    public DateTimeOffset LastSearch { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Last look at the host while its task is pending.</summary>
    public DateTimeOffset LastHostCheck { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Since when it waits for the end of an opposite isolation.</summary>
    public DateTimeOffset? OppositeSince { get; set; }

    /// <summary>Ids of tasks that are not ours, so that each is asked for once.</summary>
    public HashSet<string> ForeignTasks { get; } = new(StringComparer.Ordinal);
}
