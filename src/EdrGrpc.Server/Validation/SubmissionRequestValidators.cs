using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>The requests about submissions that exist: get, list, watch, cancel, approve.</summary>
internal sealed class SubmissionRequestValidators :
    IRequestValidator<GetSubmissionRequest>,
    IRequestValidator<ListSubmissionsRequest>,
    IRequestValidator<WatchSubmissionRequest>,
    IRequestValidator<WatchSubmissionsRequest>,
    IRequestValidator<CancelSubmissionRequest>,
    IRequestValidator<CancelBatchRequest>,
    IRequestValidator<ApproveSubmissionRequest>,
    IRequestValidator<RejectSubmissionRequest>,
    IRequestValidator<ListIsolatedHostsRequest>
{
    private const int MaxCursor = 512;
    private const int MaxReason = 2000;

    public void Validate(GetSubmissionRequest request, ViolationList violations) =>
        FieldRules.RequiredUuid(violations, "submission_id", request.SubmissionId);

    public void Validate(ListSubmissionsRequest request, ViolationList violations)
    {
        FieldRules.Range(violations, "page_size", request.PageSize, 1000);
        FieldRules.Text(violations, "page_token", request.PageToken, MaxCursor);
        SubmissionFilterValidator.ValidateField(request.Filter, violations);
    }

    public void Validate(WatchSubmissionRequest request, ViolationList violations)
    {
        FieldRules.RequiredUuid(violations, "submission_id", request.SubmissionId);
        FieldRules.Text(violations, "after_cursor", request.AfterCursor, MaxCursor);
    }

    public void Validate(WatchSubmissionsRequest request, ViolationList violations)
    {
        SubmissionFilterValidator.ValidateField(request.Filter, violations);
        FieldRules.Text(violations, "after_cursor", request.AfterCursor, MaxCursor);
    }

    public void Validate(CancelSubmissionRequest request, ViolationList violations)
    {
        FieldRules.RequiredUuid(violations, "submission_id", request.SubmissionId);
        FieldRules.Prose(violations, "reason", request.Reason, MaxReason);
    }

    public void Validate(CancelBatchRequest request, ViolationList violations)
    {
        FieldRules.RequiredUuid(violations, "batch_id", request.BatchId);
        FieldRules.Prose(violations, "reason", request.Reason, MaxReason);
    }

    public void Validate(ApproveSubmissionRequest request, ViolationList violations)
    {
        FieldRules.RequiredUuid(violations, "submission_id", request.SubmissionId);
        FieldRules.Text(violations, "comment", request.Comment, MaxReason);
    }

    public void Validate(RejectSubmissionRequest request, ViolationList violations)
    {
        FieldRules.RequiredUuid(violations, "submission_id", request.SubmissionId);
        FieldRules.Text(violations, "comment", request.Comment, MaxReason);
    }

    public void Validate(ListIsolatedHostsRequest request, ViolationList violations) => FieldRules.Server(violations, request.Server);
}
