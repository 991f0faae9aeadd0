using EdrGrpc.Ksc;
using EdrGrpc.Submissions;

namespace EdrGrpc.Tests.Model;

/// <summary>An AddIncident that was written.</summary>
/// <param name="Incident">As sent.</param>
/// <param name="Submission">The submission it was sent for, as it was stored at that moment.</param>
/// <param name="WrittenAt">When.</param>
internal sealed record ModelRequest(NewIncident Incident, Submission Submission, DateTimeOffset WrittenAt)
{
    /// <summary>When KSC worked it off; null if it never did.</summary>
    public DateTimeOffset? ArrivedAt { get; set; }

    /// <summary>KSC worked it off after the period in which a client that waits can see it: the documented residue.</summary>
    public bool IsTooLate(DispatchOptions options) =>
        ArrivedAt > Submission.Intent!.SendBeforeUtc + options.CallTimeout + options.ReconcileMargin;
}
