using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Admin;
using EdrGrpc.Server.Transport;
using Grpc.Core;
using Base = EdrGrpc.Contract.V1.AdminService;

namespace EdrGrpc.Server.Services;

/// <summary>The RPCs of AdminService.</summary>
[BindServiceMethod(typeof(AdminServiceBinding), nameof(AdminServiceBinding.BindService))]
internal sealed class AdminService(TokenHandler tokens, SendingHandler sending, PolicyHandler policy, AuditHandler audit) : Base.AdminServiceBase
{
    public override Task<CreateTokenResponse> CreateToken(CreateTokenRequest request, ServerCallContext context) => tokens.CreateAsync(request, context);

    public override Task<ListTokensResponse> ListTokens(ListTokensRequest request, ServerCallContext context) => tokens.ListAsync(context);

    public override Task<RevokeTokenResponse> RevokeToken(RevokeTokenRequest request, ServerCallContext context) => tokens.RevokeAsync(request, context);

    public override Task<StopSendingResponse> StopSending(StopSendingRequest request, ServerCallContext context) => sending.StopAsync(request, context);

    public override Task<ResumeSendingResponse> ResumeSending(ResumeSendingRequest request, ServerCallContext context) => sending.ResumeAsync(context);

    public override Task<GetSendingStateResponse> GetSendingState(GetSendingStateRequest request, ServerCallContext context) => Task.FromResult(sending.Get());

    public override Task<ExplainPolicyResponse> ExplainPolicy(ExplainPolicyRequest request, ServerCallContext context) => policy.ExplainAsync(request, context);

    public override Task<CheckPolicyResponse> CheckPolicy(CheckPolicyRequest request, ServerCallContext context) => Task.FromResult(PolicyHandler.Check(request));

    public override Task ExportAudit(ExportAuditRequest request, IServerStreamWriter<ExportAuditResponse> responseStream, ServerCallContext context) =>
        audit.ExportAsync(request, responseStream, context);

    public override Task<VerifyAuditResponse> VerifyAudit(VerifyAuditRequest request, ServerCallContext context) => audit.VerifyAsync(request, context);
}
