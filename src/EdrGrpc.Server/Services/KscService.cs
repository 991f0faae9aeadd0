using EdrGrpc.Contract.V1;
using EdrGrpc.Server.KscQueries;
using EdrGrpc.Server.Transport;
using Grpc.Core;
using Base = EdrGrpc.Contract.V1.KscService;

namespace EdrGrpc.Server.Services;

/// <summary>The RPCs of KscService.</summary>
[BindServiceMethod(typeof(KscServiceBinding), nameof(KscServiceBinding.BindService))]
internal sealed class KscService(ServerStatusHandler servers, FindHostsHandler hosts) : Base.KscServiceBase
{
    public override Task<ListServersResponse> ListServers(ListServersRequest request, ServerCallContext context) => Task.FromResult(servers.List());

    public override Task<GetServerStatusResponse> GetServerStatus(GetServerStatusRequest request, ServerCallContext context) => servers.GetAsync(request, context);

    public override Task FindHosts(FindHostsRequest request, IServerStreamWriter<FindHostsResponse> responseStream, ServerCallContext context) =>
        hosts.FindAsync(request, responseStream, context);
}
