using EdrGrpc.Server.Interceptors;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using Grpc.Core;

namespace EdrGrpc.Server.Access;

/// <summary>Which submissions a caller may touch. What cannot be told, for want of facts about the host, is not allowed.</summary>
internal sealed class SubmissionAccess(PolicySource policy, HostFactsSource facts)
{
    public static PolicySubject SubjectOf(ServerCallContext context) => CallContext.Of(context).Identity.Subject;

    /// <summary>True if the subject sees nothing but its own: the store need not show it anything else.</summary>
    public bool ReadsOnlyOwn(PolicySubject subject) => !policy.Current.HasRole(subject, role => role.Read == Scope.All);

    /// <summary>May the subject see the submission, as far as can be told without a call to KSC?</summary>
    public bool MayRead(PolicySubject subject, Submission submission) =>
        policy.Current.MayTouch(subject, role => role.Read, submission.Principal, submission.Host, facts.Find(submission.Host)) == true;

    /// <summary>May the subject see the submission?</summary>
    public Task<bool> MayReadAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        MayAsync(known => policy.Current.MayTouch(subject, role => role.Read, submission.Principal, submission.Host, known), submission, cancellationToken);

    /// <summary>May the subject cancel the submission?</summary>
    public Task<bool> MayCancelAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        MayAsync(known => policy.Current.MayTouch(subject, role => role.Cancel, submission.Principal, submission.Host, known), submission, cancellationToken);

    /// <summary>May the subject decide about the submission? Never about its own.</summary>
    public async Task<bool> MayApproveAsync(PolicySubject subject, Submission submission, CancellationToken cancellationToken) =>
        !string.Equals(subject.Principal, submission.Principal, StringComparison.OrdinalIgnoreCase)
        && await MayAsync(known => policy.Current.MayApprove(subject, submission.Kind, submission.Host, known), submission, cancellationToken);

    private async Task<bool> MayAsync(Func<HostFacts?, bool?> ask, Submission submission, CancellationToken cancellationToken) =>
        ask(null) ?? ask(await facts.GetAsync(submission.Host, cancellationToken)) ?? false;
}
