using System.Collections.Frozen;
using System.Text.Json;

namespace EdrGrpc.Submissions;

/// <summary>The state machine: which state may follow which. Stores refuse every other step.</summary>
public static class SubmissionStates
{
    private static readonly FrozenDictionary<SubmissionState, FrozenSet<SubmissionState>> Followers = new Dictionary<SubmissionState, SubmissionState[]>
    {
        [SubmissionState.PendingApproval] = [SubmissionState.Accepted, SubmissionState.Denied, SubmissionState.Cancelled, SubmissionState.Expired],
        [SubmissionState.Accepted] =
        [
            SubmissionState.PendingApproval, SubmissionState.Submitting, SubmissionState.Rejected, SubmissionState.Denied, SubmissionState.Cancelled,
            SubmissionState.Expired, SubmissionState.Superseded,
        ],
        [SubmissionState.Submitting] =
        [
            SubmissionState.IncidentAdded, SubmissionState.Reconciling, SubmissionState.Rejected, SubmissionState.Expired, SubmissionState.OutcomeUnknown,
        ],
        [SubmissionState.Reconciling] =
        [
            SubmissionState.Submitting, SubmissionState.IncidentAdded, SubmissionState.Expired, SubmissionState.OutcomeUnknown,
        ],
        [SubmissionState.IncidentAdded] = [SubmissionState.Submitted, SubmissionState.Untracked],
        [SubmissionState.Submitted] = [SubmissionState.TaskCreated, SubmissionState.Untracked],
        [SubmissionState.TaskCreated] =
        [
            SubmissionState.TaskRunning, SubmissionState.Succeeded, SubmissionState.CompletedWithWarnings, SubmissionState.Failed, SubmissionState.Untracked,
        ],
        [SubmissionState.TaskRunning] =
        [
            SubmissionState.Succeeded, SubmissionState.CompletedWithWarnings, SubmissionState.Failed, SubmissionState.Untracked,
        ],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    private static readonly FrozenDictionary<SubmissionState, string> Names =
        Enum.GetValues<SubmissionState>().ToFrozenDictionary(state => state, state => JsonNamingPolicy.SnakeCaseUpper.ConvertName(state.ToString()));

    /// <summary>All states, in the contract's order.</summary>
    public static IReadOnlyList<SubmissionState> All { get; } = Enum.GetValues<SubmissionState>();

    /// <summary>The name in the contract without its prefix, for example "TASK_RUNNING".</summary>
    public static string Name(this SubmissionState state) => Names[state];

    /// <summary>True if nothing follows.</summary>
    public static bool IsTerminal(this SubmissionState state) => state >= SubmissionState.Succeeded;

    /// <summary>True while no incident exists or may exist, so that the submission can be taken back.</summary>
    public static bool IsCancellable(this SubmissionState state) => state is SubmissionState.PendingApproval or SubmissionState.Accepted;

    /// <summary>True while a task of this submission stands, or may come to stand, in KSC without having ended: it holds a permit of the task budget.</summary>
    public static bool HoldsPermit(this SubmissionState state) => state is >= SubmissionState.Submitting and <= SubmissionState.TaskRunning;

    /// <summary>True from the intent to call AddIncident until its incident is handed over: one submission of a host at a time.</summary>
    public static bool IsBeingSent(this SubmissionState state) => state is >= SubmissionState.Submitting and <= SubmissionState.IncidentAdded;

    /// <summary>True from the intent to call AddIncident until its task is known: the span in which one task kind per host may stand.</summary>
    public static bool AwaitsTask(this SubmissionState state) => state is >= SubmissionState.Submitting and <= SubmissionState.Submitted;

    /// <summary>True if <paramref name="to"/> may follow <paramref name="from"/>. Staying is allowed while unfinished: waiting and progress are events too.</summary>
    public static bool CanFollow(SubmissionState from, SubmissionState to) =>
        from == to ? !from.IsTerminal() : Followers.TryGetValue(from, out var followers) && followers.Contains(to);
}
