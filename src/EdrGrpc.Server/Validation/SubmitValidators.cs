using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>Submit.</summary>
internal sealed class SubmitRequestValidator(ActionValidator actions) : IRequestValidator<SubmitRequest>
{
    public void Validate(SubmitRequest request, ViolationList violations)
    {
        FieldRules.OptionalUuid(violations, "request_id", request.RequestId);
        FieldRules.Server(violations, request.Server);
        actions.ValidateField(request.Action, violations);
        FieldRules.Time(violations, "expire_time", request.ExpireTime);
        ContextValidator.ValidateField(request.Context, violations);
    }
}

/// <summary>SubmitAndWatch.</summary>
internal sealed class SubmitAndWatchRequestValidator(ActionValidator actions) : IRequestValidator<SubmitAndWatchRequest>
{
    public void Validate(SubmitAndWatchRequest request, ViolationList violations)
    {
        FieldRules.OptionalUuid(violations, "request_id", request.RequestId);
        FieldRules.Server(violations, request.Server);
        actions.ValidateField(request.Action, violations);
        FieldRules.Time(violations, "expire_time", request.ExpireTime);
        ContextValidator.ValidateField(request.Context, violations);
    }
}
