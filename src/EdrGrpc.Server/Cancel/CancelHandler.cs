using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Store;
using Grpc.Core;
using EventSource = EdrGrpc.Submissions.EventSource;
using Submission = EdrGrpc.Submissions.Submission;
using SubmissionState = EdrGrpc.Submissions.SubmissionState;

namespace EdrGrpc.Server.Cancel;

/// <summary>CancelSubmission and CancelBatch: only before the incident may exist, since KSC cannot take one back.</summary>
internal sealed class CancelHandler(ISubmissionStore store, SubmissionAccess access, CallAudit audit, IGrainFactory grains, TimeProvider time)
{
    public async Task<CancelSubmissionResponse> CancelAsync(CancelSubmissionRequest request, ServerCallContext context)
    {
        var submission = await store.GetAsync(Guid.Parse(request.SubmissionId), context.CancellationToken)
            ?? throw Refusals.SubmissionNotFound(request.SubmissionId);
        await DemandAsync(submission, Refusals.SubmissionNotFound(request.SubmissionId), context);
        var now = await TryCancelAsync(submission, request.Reason, context);
        return now.State == SubmissionState.Cancelled
            ? new CancelSubmissionResponse { Submission = SubmissionMapping.ToProto(now) }
            : throw Refusals.StateForbids(now, $"It is {StateMapping.NameOf(now.State)}: {TooLate(now.State)}");
    }

    public async Task<CancelBatchResponse> CancelBatchAsync(CancelBatchRequest request, ServerCallContext context)
    {
        var batch = await store.GetBatchAsync(Guid.Parse(request.BatchId), context.CancellationToken);
        if (batch.Count == 0)
        {
            throw Refusals.BatchNotFound(request.BatchId);
        }

        foreach (var item in batch)
        {
            await DemandAsync(item, Refusals.BatchNotFound(request.BatchId), context);
        }

        var response = new CancelBatchResponse();
        foreach (var item in await Task.WhenAll(batch.Select(submission => TryCancelAsync(submission, request.Reason, context))))
        {
            response.Outcomes.Add(new CancelOutcome
            {
                SubmissionId = item.Id.ToString(),
                BatchItemId = item.BatchItemId,
                Cancelled = item.State == SubmissionState.Cancelled,
                State = StateMapping.ToProto(item.State),
            });
        }

        return response;
    }

    // Who may not even see it is told that there is none.
    private async Task DemandAsync(Submission submission, ResponseException unseen, ServerCallContext context)
    {
        var subject = SubmissionAccess.SubjectOf(context);
        if (!await access.MayCancelAsync(subject, submission, context.CancellationToken))
        {
            await audit.RecordAsync(context, AuditOutcomes.Denied, submission, "roles");
            throw await access.MayReadAsync(subject, submission, context.CancellationToken)
                ? new ResponseException(ErrorReason.PermissionDenied, $"No role of {subject.Principal} may cancel this submission.")
                : unseen;
        }
    }

    /// <summary>Cancels if it still can be; returns the submission as it is then.</summary>
    private async Task<Submission> TryCancelAsync(Submission submission, string reason, ServerCallContext context)
    {
        var principal = CallContext.Of(context).Principal;
        while (submission.State.IsCancellable())
        {
            var next = submission with { State = SubmissionState.Cancelled, UpdatedAt = time.GetUtcNow(), WaitingReason = "" };
            var detail = reason.Length == 0 ? $"Cancelled by {principal}." : $"Cancelled by {principal}: {reason}";
            var result = await store.ApplyAsync(
                new SubmissionChange(submission, next, detail, EventSource.Gateway)
                {
                    Audit = audit.Entry(context, AuditOutcomes.Allowed, submission),
                },
                CancellationToken.None);
            submission = result.Submission ?? submission;
            if (result.Outcome == ChangeOutcome.Applied)
            {
                await grains.GetGrain<IHostGrain>(submission.Host.ToString()).WakeAsync();
                return submission;
            }
        }

        await audit.RecordAsync(context, submission.State == SubmissionState.Cancelled ? AuditOutcomes.Allowed : AuditOutcomes.Failed, submission, "");
        return submission;
    }

    private static string TooLate(SubmissionState state) => state.IsTerminal()
        ? "it has ended."
        : "an incident exists or may exist in KSC and cannot be taken back.";
}
