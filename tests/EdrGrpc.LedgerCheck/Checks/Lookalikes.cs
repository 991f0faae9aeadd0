using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>
/// A task carries host, area and kind, but not its incident. An injected second incident, of somebody else or worked off late, therefore makes a
/// task that looks like that of this submission, or of one of the same kind that comes after it on the host.
/// </summary>
internal static class Lookalikes
{
    /// <summary>From the fault to the last moment at which its task can be taken for another one.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(90);

    public static bool Explain(Run run, StoredSubmission submission) => run.Observations.Faults.Any(fault =>
        (fault.IsForeign || fault.IsDelayed)
        && run.ByBody.TryGetValue(fault.Body, out var other)
        && other.Host == submission.Host
        && other.Kind == submission.Kind
        && fault.Time <= submission.EndedAt
        && fault.Time >= submission.CreatedAt - Reach);
}
