using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Replicas;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using SendingState = EdrGrpc.Submissions.Access.SendingState;

namespace EdrGrpc.Server.Admin;

/// <summary>The kill switch.</summary>
internal sealed partial class SendingHandler(
    IAccessStore store, CallAudit audit, IReplicas replicas, IOptionsMonitor<DispatchOptions> dispatch, TimeProvider time, ILogger<SendingHandler> logger)
{
    public async Task<StopSendingResponse> StopAsync(StopSendingRequest request, ServerCallContext context)
    {
        var principal = SubmissionAccess.SubjectOf(context).Principal;
        var state = await store.SetSendingAsync(
            new SendingState(true, request.Reason, principal, time.GetUtcNow()), audit.Entry(context, AuditOutcomes.Allowed, detailJson: CallAudit.Detail(("reason", request.Reason))), context.CancellationToken);
        Stopped(logger, principal, request.Reason);

        // No intent can be stored any more, on any replica; what was stored before may be sent by a replica that does not know yet, within the send window.
        await replicas.AllKnowAsync(dispatch.CurrentValue.SendWindow, context.CancellationToken);
        return new StopSendingResponse { State = ToProto(state) };
    }

    public async Task<ResumeSendingResponse> ResumeAsync(ServerCallContext context)
    {
        var principal = SubmissionAccess.SubjectOf(context).Principal;
        var state = await store.SetSendingAsync(new SendingState(false, "", principal, time.GetUtcNow()), audit.Entry(context, AuditOutcomes.Allowed), context.CancellationToken);
        Resumed(logger, principal);
        await replicas.AllKnowAsync(TimeSpan.FromSeconds(1), context.CancellationToken);
        return new ResumeSendingResponse { State = ToProto(state) };
    }

    public GetSendingStateResponse Get() => new() { State = ToProto(store.Sending) };

    private static Contract.V1.SendingState ToProto(SendingState state) => new()
    {
        Stopped = state.IsStopped, Reason = state.Reason, Principal = state.Principal, ChangeTime = state.ChangedAt?.ToTimestamp(),
    };

    [LoggerMessage(310, LogLevel.Warning, "KILL SWITCH: {Principal} stopped all sending to KSC: {Reason}")]
    private static partial void Stopped(ILogger logger, string principal, string reason);

    [LoggerMessage(311, LogLevel.Warning, "Kill switch off: {Principal} resumed sending to KSC")]
    private static partial void Resumed(ILogger logger, string principal);
}
