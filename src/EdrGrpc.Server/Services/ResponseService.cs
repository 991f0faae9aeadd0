using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Approve;
using EdrGrpc.Server.Cancel;
using EdrGrpc.Server.Query;
using EdrGrpc.Server.Submit;
using EdrGrpc.Server.Transport;
using EdrGrpc.Server.Watch;
using Grpc.Core;
using Base = EdrGrpc.Contract.V1.ResponseService;

namespace EdrGrpc.Server.Services;

/// <summary>The RPCs of ResponseService: each goes to the handler of its feature folder. Cross-cutting rules are interceptors.</summary>
[BindServiceMethod(typeof(ResponseServiceBinding), nameof(ResponseServiceBinding.BindService))]
internal sealed class ResponseService(SubmitHandler submit, WatchHandler watch, QueryHandler query, CancelHandler cancel, ApproveHandler approve, CapabilitiesHandler capabilities)
    : Base.ResponseServiceBase
{
    public override Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context) => submit.SubmitAsync(request, context);

    public override Task<SubmitBatchResponse> SubmitBatch(SubmitBatchRequest request, ServerCallContext context) => submit.SubmitBatchAsync(request, context);

    public override Task SubmitAndWatch(SubmitAndWatchRequest request, IServerStreamWriter<SubmitAndWatchResponse> responseStream, ServerCallContext context) =>
        watch.SubmitAndWatchAsync(request, responseStream, context);

    public override Task<GetSubmissionResponse> GetSubmission(GetSubmissionRequest request, ServerCallContext context) => query.GetAsync(request, context);

    public override Task<ListSubmissionsResponse> ListSubmissions(ListSubmissionsRequest request, ServerCallContext context) => query.ListAsync(request, context);

    public override Task WatchSubmission(WatchSubmissionRequest request, IServerStreamWriter<WatchSubmissionResponse> responseStream, ServerCallContext context) =>
        watch.WatchOneAsync(request, responseStream, context);

    public override Task WatchSubmissions(WatchSubmissionsRequest request, IServerStreamWriter<WatchSubmissionsResponse> responseStream, ServerCallContext context) =>
        watch.WatchManyAsync(request, responseStream, context);

    public override Task<CancelSubmissionResponse> CancelSubmission(CancelSubmissionRequest request, ServerCallContext context) =>
        cancel.CancelAsync(request, context);

    public override Task<CancelBatchResponse> CancelBatch(CancelBatchRequest request, ServerCallContext context) => cancel.CancelBatchAsync(request, context);

    public override Task<ApproveSubmissionResponse> ApproveSubmission(ApproveSubmissionRequest request, ServerCallContext context) =>
        approve.ApproveAsync(request, context);

    public override Task<RejectSubmissionResponse> RejectSubmission(RejectSubmissionRequest request, ServerCallContext context) =>
        approve.RejectAsync(request, context);

    public override Task<ListIsolatedHostsResponse> ListIsolatedHosts(ListIsolatedHostsRequest request, ServerCallContext context) =>
        query.ListIsolatedAsync(request, context);

    public override Task<GetCapabilitiesResponse> GetCapabilities(GetCapabilitiesRequest request, ServerCallContext context) => capabilities.GetAsync(context);
}
