using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Servers;

namespace EdrGrpc.Submissions.Policy;

/// <summary>The policy as it is asked again just before AddIncident, with what KSC says of the host at that moment.</summary>
public sealed class SendPolicy(PolicySource source, HostFactsSource facts, TimeProvider time)
{
    /// <summary>Decides about a submission that is about to be sent. An approval it already has counts.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="body">Its incident body.</param>
    /// <param name="server">Its KSC connection.</param>
    /// <param name="host">Its host as KSC has just described it.</param>
    /// <param name="cancellationToken">Ends the wait for KSC.</param>
    /// <exception cref="KscException">KSC could not be asked.</exception>
    public async Task<PolicyDecision> DecideAsync(Submission submission, string body, KscServer server, KscHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (submission.IsolationId is not null)
        {
            // The release was promised when the isolation was allowed: a host must not stay cut off because its submitter has left since.
            return new PolicyDecision(PolicyVerdict.Allowed, "release_after", "The release of an isolation that was allowed.");
        }

        var known = await facts.LearnAsync(server, host, cancellationToken);
        var decision = source.Current.Decide(new PolicyQuestion(
            new PolicySubject(submission.Principal, submission.PrincipalGroups),
            submission.Kind,
            ActionEffects.OfBody(submission.Effects, body),
            submission.Host,
            known,
            time.GetUtcNow()));
        return decision.Verdict == PolicyVerdict.NeedsApproval && submission.Approval is { IsApproved: true }
            ? decision with { Verdict = PolicyVerdict.Allowed }
            : decision;
    }
}
