using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>How each RPC is called in a situation. True: the answer holds what the situation is about.</summary>
internal sealed class MatrixCalls(MatrixWorld world)
{
    private readonly ResponseService.ResponseServiceClient _responses = world.Guarded.Gateway.Responses;
    private readonly KscService.KscServiceClient _ksc = world.Guarded.Gateway.Ksc;
    private readonly AdminService.AdminServiceClient _admin = new(world.Guarded.Gateway.Channel);

    /// <param name="cell">The situation.</param>
    /// <param name="submissionId">The submission that is asked for; another than the situation's to see what is said of one that does not exist.</param>
    /// <param name="batchId">The batch that is asked for.</param>
    public async Task<bool> CallAsync(Cell cell, string submissionId, string batchId)
    {
        var options = await world.OptionsOfAsync(cell.Caller);
        var filter = new SubmissionFilter { BatchId = batchId };
        var server = MatrixWorld.ServerOf(cell);
        var requestId = Guid.NewGuid().ToString();
        switch (cell.Rpc)
        {
            case "ResponseService.Submit":
                await _responses.SubmitAsync(new SubmitRequest { RequestId = requestId, Server = server, Action = world.ActionOf(cell) }, options);
                return true;
            case "ResponseService.SubmitBatch":
                await _responses.SubmitBatchAsync(
                    new SubmitBatchRequest { RequestId = requestId, Server = server, Items = { new BatchItem { Action = world.ActionOf(cell) } } }, options);
                return true;
            case "ResponseService.SubmitAndWatch":
                using (var call = _responses.SubmitAndWatch(new SubmitAndWatchRequest { RequestId = requestId, Server = server, Action = world.ActionOf(cell) }, options))
                {
                    return await call.ResponseStream.ReadAllAsync().AnyAsync(message => message.Event?.Submission.Principal == cell.Caller);
                }

            case "ResponseService.GetSubmission":
                return (await _responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submissionId }, options)).Submission.SubmissionId == submissionId;
            case "ResponseService.ListSubmissions":
                return Single((await _responses.ListSubmissionsAsync(new ListSubmissionsRequest { Filter = filter }, options)).Submissions, submissionId);
            case "ResponseService.WatchSubmission":
                using (var call = _responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submissionId }, options))
                {
                    return await call.ResponseStream.ReadAllAsync().AnyAsync(message => message.Event?.SubmissionId == submissionId);
                }

            case "ResponseService.WatchSubmissions":
                using (var call = _responses.WatchSubmissions(new WatchSubmissionsRequest { Filter = filter }, options))
                {
                    var history = await call.ResponseStream.ReadAllAsync().TakeWhile(message => message.CaughtUp is null).ToListAsync();
                    return Single(history.Select(message => message.Event.Submission), submissionId);
                }

            case "ResponseService.ListIsolatedHosts":
                var isolated = await _responses.ListIsolatedHostsAsync(new ListIsolatedHostsRequest { Server = server }, options);
                return isolated.Hosts.Any(host => host.TargetHost == world.IsolatedHostOf(cell) && host.Server == server);
            case "ResponseService.CancelSubmission":
                return (await _responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = submissionId }, options)).Submission.State == SubmissionState.Cancelled;
            case "ResponseService.CancelBatch":
                return (await _responses.CancelBatchAsync(new CancelBatchRequest { BatchId = batchId }, options)).Outcomes.Single().Cancelled;
            case "ResponseService.ApproveSubmission":
                return (await _responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = submissionId }, options)).Submission.Approval.Approved;
            case "ResponseService.RejectSubmission":
                return (await _responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = submissionId }, options)).Submission.State == SubmissionState.Denied;
            case "ResponseService.GetCapabilities":
                return (await _responses.GetCapabilitiesAsync(new GetCapabilitiesRequest(), options)).Servers.Count == 2;
            case "KscService.ListServers":
                return (await _ksc.ListServersAsync(new ListServersRequest(), options)).Servers.Count == 2;
            case "KscService.GetServerStatus":
                return (await _ksc.GetServerStatusAsync(new GetServerStatusRequest { Server = server }, options)).Reachable;
            case "KscService.FindHosts":
                using (var call = _ksc.FindHosts(new FindHostsRequest { Server = server, Name = MatrixWorld.HostNameOf(cell) }, options))
                {
                    return await call.ResponseStream.ReadAllAsync().AnyAsync(message => message.Host.HostId == world.HostOf(cell));
                }

            case "AdminService.CreateToken":
                return (await _admin.CreateTokenAsync(new CreateTokenRequest { Principal = "new" }, options)).Secret.Length > 0;
            case "AdminService.ListTokens":
                return (await _admin.ListTokensAsync(new ListTokensRequest(), options)).Tokens.Count > 0;
            case "AdminService.RevokeToken":
                var (_, id) = await world.Guarded.NewTokenAsync("leaver", TimeSpan.FromDays(1));
                return (await _admin.RevokeTokenAsync(new RevokeTokenRequest { TokenId = id.ToString() }, options)).Token.RevokeTime is not null;
            case "AdminService.StopSending":
                return (await _admin.StopSendingAsync(new StopSendingRequest { Reason = "test" }, options)).State.Stopped;
            case "AdminService.ResumeSending":
                return !(await _admin.ResumeSendingAsync(new ResumeSendingRequest(), options)).State.Stopped;
            case "AdminService.GetSendingState":
                return (await _admin.GetSendingStateAsync(new GetSendingStateRequest(), options)).State is not null;
            case "AdminService.ExplainPolicy":
                var explained = await _admin.ExplainPolicyAsync(new ExplainPolicyRequest { Server = server, Action = world.ActionOf(cell), Principal = "submitter" }, options);
                return explained.Verdict == PolicyVerdict.NeedsApproval;
            case "AdminService.CheckPolicy":
                return (await _admin.CheckPolicyAsync(new CheckPolicyRequest { Policy = "{" }, options)).Problems.Count > 0;
            case "AdminService.ExportAudit":
                using (var call = _admin.ExportAudit(new ExportAuditRequest(), options))
                {
                    return await call.ResponseStream.ReadAllAsync().AnyAsync(message => message.Record.Sequence == 1);
                }

            case "AdminService.VerifyAudit":
                return (await _admin.VerifyAuditAsync(new VerifyAuditRequest(), options)).Intact;
            default:
                throw new InvalidOperationException($"{cell.Rpc} is in the table of {nameof(ExpectedAccess)}, but {nameof(MatrixCalls)} does not say how to call it.");
        }
    }

    private static bool Single(IEnumerable<Submission> found, string submissionId)
    {
        var ids = found.Select(submission => submission.SubmissionId).Distinct().ToList();
        return ids.Count <= 1 ? ids.Contains(submissionId) : throw new InvalidOperationException("The filter found more than one submission.");
    }
}
