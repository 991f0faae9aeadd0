using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;

namespace EdrGrpc.Server.KscQueries;

/// <summary>ListServers and GetServerStatus.</summary>
internal sealed class ServerStatusHandler(KscServers servers, ISubmissionStore store, SubmissionAccess access, IOptionsMonitor<DispatchOptions> options)
{
    public ListServersResponse List()
    {
        var response = new ListServersResponse();
        response.Servers.Add(servers.All.Select(server => new Contract.V1.KscServer
        {
            Name = server.Name,
            DefaultServer = server == servers.Default,
            Address = server.Address,
            VirtualServer = server.VirtualServer,
            CertificateCheck = (Contract.V1.CertificateCheck)server.CertificateCheck,
        }));
        return response;
    }

    public async Task<GetServerStatusResponse> GetAsync(GetServerStatusRequest request, ServerCallContext context)
    {
        var server = Find(servers, request.Server);
        var use = await store.GetBudgetUseAsync(server.Name, context.CancellationToken);
        var status = new GetServerStatusResponse
        {
            Server = server.Name,
            TaskBudget = options.CurrentValue.TaskBudget,
            LiveTasks = use.TasksCounted,
            OldestSubmissionId = use.Oldest is { } oldest && await access.MayReadAsync(SubmissionAccess.SubjectOf(context), oldest, context.CancellationToken)
                ? oldest.Id.ToString()
                : "",
            UnfinishedSubmissions = await store.CountUnfinishedAsync(server.Name, context.CancellationToken),
        };
        try
        {
            await AskAsync(server.Client, status, context.CancellationToken);
        }
        catch (KscException exception)
        {
            status.Problem = exception.Message;
            status.Reachable = exception is KscApiException or KscAuthenticationException;
        }

        status.Authenticated = server.Client.Status.Authentication == KscAuthenticationState.Ok;
        status.Breaker = server.Client.Status.Breaker switch
        {
            KscBreakerState.Closed => BreakerState.Closed,
            KscBreakerState.Open => BreakerState.Open,
            _ => BreakerState.HalfOpen,
        };
        status.LastAnswerTime = server.Client.Status.LastSuccess?.ToTimestamp();
        return status;
    }

    internal static KscServer Find(KscServers servers, string name) =>
        servers.Find(name) ?? throw Refusals.ServerNotFound(name, servers.All.Select(server => server.Name));

    private static async Task AskAsync(IKscClient client, GetServerStatusResponse status, CancellationToken cancellationToken)
    {
        var info = await client.GetServerInfoAsync(cancellationToken);
        status.Reachable = true;
        status.Version = info.FullVersion;
        status.VersionSupported = info.IsEdrResponseCapable;
        status.LinuxEdition = info.IsLinuxEdition;
        try
        {
            status.BackgroundConnection = await client.IsServiceConsoleAvailableAsync(cancellationToken) ? BackgroundConnection.Available : BackgroundConnection.Off;
        }
        catch (KscApiException)
        {
            // Not every account may ask: it stays unknown.
            status.BackgroundConnection = BackgroundConnection.Unspecified;
        }

        status.Problem = !status.VersionSupported ? $"Version {info.FullVersion} is too old for EDR responses: 14.2 (Windows) or 15.2 (Linux) is needed."
            : status.BackgroundConnection == BackgroundConnection.Off ? "The background connection to KSC Web Console is off: KSC would make no task. Turn it on in the console's settings under Integration."
            : "";
    }
}
