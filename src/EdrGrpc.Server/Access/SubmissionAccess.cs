using System.Collections.Concurrent;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using Grpc.Core;

namespace EdrGrpc.Server.Access;

/// <summary>Which submissions a caller may touch. What cannot be told, for want of facts about the host, is not allowed.</summary>
internal sealed class SubmissionAccess(PolicySource policy, HostFactsSource facts)
{
    private const int HostsAskedAtOnce = 8;

    public static PolicySubject SubjectOf(ServerCallContext context) => CallContext.Of(context).Identity.Subject;

    /// <summary>True if the subject sees nothing but its own: the store need not show it anything else.</summary>
    public bool ReadsOnlyOwn(PolicySubject subject) => !policy.Current.HasRole(subject, role => role.Read == Scope.All);

    /// <summary>True if the subject sees nothing at all.</summary>
    public bool ReadsNothing(PolicySubject subject) => !policy.Current.HasRole(subject, role => role.Read != Scope.None);

    /// <summary>May the subject see the submission?</summary>
    public Task<bool> MayReadAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        MayAsync(known => MayRead(subject, submission, known), submission, cancellationToken);

    /// <summary>May the subject see the submission? Null if KSC would have to say which host that is, and does not answer.</summary>
    public async ValueTask<bool?> TryReadAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken)
    {
        if (MayRead(subject, submission, null) is { } certain)
        {
            return certain;
        }

        var (isSure, known) = await facts.KnowAsync(submission.Host, cancellationToken);
        return isSure ? MayRead(subject, submission, known) == true : null;
    }

    /// <summary>Ids of those that the subject may see. KSC is asked about several hosts at a time, and no further once it did not answer.</summary>
    public async Task<IReadOnlySet<Guid>> ReadableAsync(PolicySubject subject, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        var silent = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var unknown = submissions.Where(submission => MayRead(subject, submission, null) is null).Select(submission => submission.Host).Distinct();
        await Parallel.ForEachAsync(
            unknown, new ParallelOptions { MaxDegreeOfParallelism = HostsAskedAtOnce, CancellationToken = cancellationToken }, async (host, token) =>
            {
                if (!silent.ContainsKey(host.Server) && !(await facts.KnowAsync(host, token)).IsSure)
                {
                    silent[host.Server] = true;
                }
            });
        return submissions.Where(submission => MayRead(subject, submission, facts.Find(submission.Host)) == true).Select(submission => submission.Id).ToHashSet();
    }

    /// <summary>May the subject know of the host? A role covers it, whatever else the role allows.</summary>
    public bool MayKnow(PolicySubject subject, string server, Ksc.KscHost host) =>
        policy.Current.MayKnow(subject, new HostKey(server, host.Id), HostFacts.Of(host, null, []));

    /// <summary>May the subject cancel the submission?</summary>
    public Task<bool> MayCancelAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        MayAsync(known => policy.Current.MayTouch(subject, role => role.Cancel, submission.Principal, submission.Host, known), submission, cancellationToken);

    /// <summary>May the subject decide about the submission? Never about its own.</summary>
    public async Task<bool> MayApproveAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        !string.Equals(subject.Principal, submission.Principal, StringComparison.OrdinalIgnoreCase)
        && await MayAsync(known => policy.Current.MayApprove(subject, submission.Kind, submission.Host, known), submission, cancellationToken);

    private bool? MayRead(PolicySubject subject, Submission submission, HostFacts? known) =>
        policy.Current.MayTouch(subject, role => role.Read, submission.Principal, submission.Host, known);

    private async Task<bool> MayAsync(Func<HostFacts?, bool?> ask, Submission submission, CancellationToken cancellationToken) =>
        ask(null) ?? ask(await facts.GetAsync(submission.Host, cancellationToken)) ?? false;
}
