using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Store;
using Grpc.Core;
using EventSource = EdrGrpc.Submissions.EventSource;
using Submission = EdrGrpc.Submissions.Submission;
using SubmissionState = EdrGrpc.Submissions.SubmissionState;

namespace EdrGrpc.Server.Approve;

/// <summary>ApproveSubmission and RejectSubmission: the decision of a second person.</summary>
internal sealed class ApproveHandler(ISubmissionStore store, SubmissionAccess access, CallAudit audit, IHostWaker waker, TimeProvider time)
{
    public async Task<ApproveSubmissionResponse> ApproveAsync(ApproveSubmissionRequest request, ServerCallContext context) =>
        new() { Submission = SubmissionMapping.ToProto(await DecideAsync(request.SubmissionId, request.Comment, isApproved: true, context)) };

    public async Task<RejectSubmissionResponse> RejectAsync(RejectSubmissionRequest request, ServerCallContext context) =>
        new() { Submission = SubmissionMapping.ToProto(await DecideAsync(request.SubmissionId, request.Comment, isApproved: false, context)) };

    private async Task<Submission> DecideAsync(string id, string comment, bool isApproved, ServerCallContext context)
    {
        var subject = SubmissionAccess.SubjectOf(context);
        var submission = await store.GetAsync(Guid.Parse(id), context.CancellationToken);
        if (submission is null)
        {
            throw Refusals.SubmissionNotFound(id);
        }

        var rule = submission.Approval?.Rule ?? "";
        if (!await access.MayApproveAsync(subject, submission, context.CancellationToken))
        {
            await audit.RecordAsync(context, AuditOutcomes.Denied, submission, rule.Length > 0 ? rule : "roles");
            throw !await access.MayReadAsync(subject, submission, context.CancellationToken) ? Refusals.SubmissionNotFound(id) : new ResponseException(
                ErrorReason.PermissionDenied,
                string.Equals(subject.Principal, submission.Principal, StringComparison.OrdinalIgnoreCase)
                    ? "Nobody decides about a submission of their own."
                    : $"No role of {subject.Principal} may decide about this kind of task on this host.");
        }

        while (submission.State == SubmissionState.PendingApproval)
        {
            var now = time.GetUtcNow();
            var approval = submission.Approval! with { Approver = subject.Principal, Comment = comment, DecidedAt = now, IsApproved = isApproved };
            var next = submission with { State = isApproved ? SubmissionState.Accepted : SubmissionState.Denied, UpdatedAt = now, Approval = approval };
            var detail = $"{(isApproved ? "Approved" : "Refused")} by {subject.Principal}{(comment.Length > 0 ? ": " + comment : ".")}";
            SendPoints.Reached(SendPoints.DecisionStoring);
            var result = await store.ApplyAsync(
                new SubmissionChange(submission, next, detail, EventSource.Gateway) { Audit = audit.Entry(context, AuditOutcomes.Allowed, submission, rule) }, CancellationToken.None);
            submission = result.Submission ?? submission;
            if (result.Outcome == ChangeOutcome.Applied)
            {
                SendPoints.Reached(SendPoints.DecisionStored);
                waker.Wake(submission.Host);
                return submission;
            }
        }

        await audit.RecordAsync(context, AuditOutcomes.Failed, submission, rule);
        throw Refusals.StateForbids(submission, $"It is {StateMapping.NameOf(submission.State)} and does not wait for approval.");
    }
}
