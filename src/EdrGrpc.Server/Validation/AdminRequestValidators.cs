using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;

namespace EdrGrpc.Server.Validation;

/// <summary>The requests of AdminService.</summary>
internal sealed class AdminRequestValidators(ActionValidator actions) :
    IRequestValidator<CreateTokenRequest>,
    IRequestValidator<ListTokensRequest>,
    IRequestValidator<RevokeTokenRequest>,
    IRequestValidator<StopSendingRequest>,
    IRequestValidator<ResumeSendingRequest>,
    IRequestValidator<GetSendingStateRequest>,
    IRequestValidator<ExplainPolicyRequest>,
    IRequestValidator<CheckPolicyRequest>,
    IRequestValidator<ExportAuditRequest>,
    IRequestValidator<VerifyAuditRequest>
{
    private const int MaxPolicy = 1024 * 1024;

    public void Validate(CreateTokenRequest request, ViolationList violations)
    {
        if (PrincipalName.Problem(request.Principal) is { } problem)
        {
            violations.Add("principal", problem);
        }

        FieldRules.Text(violations, "description", request.Description, 256);
        FieldRules.Time(violations, "expire_time", request.ExpireTime);
    }

    public void Validate(ListTokensRequest request, ViolationList violations)
    {
        // The message has no fields.
    }

    public void Validate(RevokeTokenRequest request, ViolationList violations) => FieldRules.RequiredUuid(violations, "token_id", request.TokenId);

    public void Validate(StopSendingRequest request, ViolationList violations) => FieldRules.RequiredText(violations, "reason", request.Reason, 2000);

    public void Validate(ResumeSendingRequest request, ViolationList violations)
    {
        // The message has no fields.
    }

    public void Validate(GetSendingStateRequest request, ViolationList violations)
    {
        // The message has no fields.
    }

    public void Validate(ExplainPolicyRequest request, ViolationList violations)
    {
        FieldRules.Text(violations, "principal", request.Principal, PrincipalName.MaxLength);
        FieldRules.Server(violations, request.Server);
        actions.ValidateField(request.Action, violations);
    }

    public void Validate(CheckPolicyRequest request, ViolationList violations)
    {
        if (request.Policy.Length is 0 or > MaxPolicy)
        {
            violations.Add("policy", "Must have from 1 to 1,048,576 characters.");
        }
    }

    public void Validate(ExportAuditRequest request, ViolationList violations)
    {
        if (request.FromSequence < 0)
        {
            violations.Add("from_sequence", "Must not be negative.");
        }
    }

    public void Validate(VerifyAuditRequest request, ViolationList violations)
    {
        if (request.ExpectSequence < 0)
        {
            violations.Add("expect_sequence", "Must not be negative.");
        }

        if (request.ExpectHash.Length > 0 ? !IsHash(request.ExpectHash) : request.ExpectSequence > 0)
        {
            violations.Add("expect_hash", "Must be 64 lower-case hexadecimal digits: the hash of record expect_sequence.");
        }
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
