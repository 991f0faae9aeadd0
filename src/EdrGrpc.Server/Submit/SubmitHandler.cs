using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.Mapping;
using Grpc.Core;
using Domain = EdrGrpc.Submissions;

namespace EdrGrpc.Server.Submit;

/// <summary>Submit and SubmitBatch, and the submitting half of SubmitAndWatch.</summary>
internal sealed class SubmitHandler(Submitter submitter)
{
    public async Task<SubmitResponse> SubmitAsync(SubmitRequest request, ServerCallContext context)
    {
        var outcome = await submitter.SubmitAsync(
            new SubmitCommand
            {
                RequestId = request.RequestId,
                Operation = CallAudit.OperationOf(context),
                Server = request.Server,
                Items = [Item("", request.Action, context)],
                IsBatch = false,
                ExpireTime = request.ExpireTime,
                Context = request.Context,
                ValidateOnly = request.ValidateOnly,
                Fingerprint = RequestFingerprint.Compute(request),
                Subject = SubmissionAccess.SubjectOf(context),
                Peer = CallContext.Of(context).Peer,
            },
            context.CancellationToken);
        var response = ToResponse(outcome);
        response.IncidentBody = outcome.Bodies.Count > 0 ? outcome.Bodies[0] : "";
        return response;
    }

    public async Task<(Domain.Submission Submission, SubmitResponse Response)> SubmitForWatchAsync(SubmitAndWatchRequest request, ServerCallContext context)
    {
        var outcome = await submitter.SubmitAsync(
            new SubmitCommand
            {
                RequestId = request.RequestId,
                Operation = CallAudit.OperationOf(context),
                Server = request.Server,
                Items = [Item("", request.Action, context)],
                IsBatch = false,
                ExpireTime = request.ExpireTime,
                Context = request.Context,
                ValidateOnly = false,
                Fingerprint = RequestFingerprint.Compute(request),
                Subject = SubmissionAccess.SubjectOf(context),
                Peer = CallContext.Of(context).Peer,
            },
            context.CancellationToken);
        return (outcome.Submissions[0], ToResponse(outcome));
    }

    public async Task<SubmitBatchResponse> SubmitBatchAsync(SubmitBatchRequest request, ServerCallContext context)
    {
        var outcome = await submitter.SubmitAsync(
            new SubmitCommand
            {
                RequestId = request.RequestId,
                Operation = CallAudit.OperationOf(context),
                Server = request.Server,
                Items = request.Items.Select(item => Item(item.ItemId, item.Action, context)).ToList(),
                IsBatch = true,
                ExpireTime = request.ExpireTime,
                Context = request.Context,
                ValidateOnly = request.ValidateOnly,
                Fingerprint = RequestFingerprint.Compute(request),
                Subject = SubmissionAccess.SubjectOf(context),
                Peer = CallContext.Of(context).Peer,
            },
            context.CancellationToken);
        var response = new SubmitBatchResponse { BatchId = outcome.BatchId?.ToString() ?? "", Deduplicated = outcome.Deduplicated };
        response.Submissions.Add(outcome.Submissions.Select(SubmissionMapping.ToProto));
        response.IncidentBodies.Add(outcome.Bodies);
        return response;
    }

    private static SubmitItem Item(string itemId, ResponseAction action, ServerCallContext context) =>
        new(itemId, action, ActionMapping.ToTask(action, CallContext.Of(context).Archives.For(action)));

    private static SubmitResponse ToResponse(SubmitOutcome outcome) => new()
    {
        Submission = SubmissionMapping.ToProto(outcome.Submissions[0]), Deduplicated = outcome.Deduplicated,
    };
}
