using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Submit;
using EdrGrpc.Server.Transport;
using EdrGrpc.Submissions.Servers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Host = EdrGrpc.Contract.V1.Host;

namespace EdrGrpc.Server.KscQueries;

/// <summary>FindHosts: of all that KSC finds, those that a role of the caller covers.</summary>
internal sealed class FindHostsHandler(KscServers servers, SubmissionAccess access)
{
    private const int DefaultLimit = 100;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    public async Task FindAsync(FindHostsRequest request, IServerStreamWriter<FindHostsResponse> stream, ServerCallContext context)
    {
        var server = ServerStatusHandler.Find(servers, request.Server);
        var subject = SubmissionAccess.SubjectOf(context);
        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        try
        {
            var sent = 0;
            await foreach (var host in server.Client.FindHostsAsync(FilterOf(request), 0, context.CancellationToken))
            {
                if (!Matches(request, host) || !access.MayKnow(subject, server.Name, host))
                {
                    continue;
                }

                await stream.WriteMessageAsync(new FindHostsResponse { Host = ToProto(host) });
                if (++sent == limit)
                {
                    break;
                }
            }
        }
        catch (KscException exception)
        {
            throw exception is KscApiException refused && !refused.IsUnavailable
                ? new ResponseException(ErrorReason.KscRefused, exception.Message) { Metadata = { ["ksc_code"] = refused.Code.ToString(), ["ksc_module"] = refused.Module } }
                : new ResponseException(ErrorReason.KscUnavailable, exception.Message, StatusMapping.Retry(RetryDelay));
        }
    }

    private static KscFilter FilterOf(FindHostsRequest request) => request.QueryCase switch
    {
        FindHostsRequest.QueryOneofCase.Name => HostResolver.AnyName(request.Name),
        FindHostsRequest.QueryOneofCase.Fqdn => KscFilter.Equal(HostAttributes.Fqdn, request.Fqdn),
        _ => PartOfAnyName(request.Text),
    };

    private static KscFilter PartOfAnyName(string text)
    {
        // Wildcards of the caller are matched as any one character and compared again in code.
        var pattern = "*" + string.Concat(text.Select(character => character is '*' or '?' or '[' or ']' ? '?' : character)) + "*";
        return KscFilter.Or(
            KscFilter.Wildcard(HostAttributes.DisplayName, pattern),
            KscFilter.Wildcard(HostAttributes.WindowsName, pattern),
            KscFilter.Wildcard(HostAttributes.Fqdn, pattern));
    }

    private static bool Matches(FindHostsRequest request, KscHost host) => request.QueryCase switch
    {
        FindHostsRequest.QueryOneofCase.Name => HostResolver.IsNamed(host, request.Name),
        FindHostsRequest.QueryOneofCase.Fqdn => string.Equals(host.Fqdn, request.Fqdn, StringComparison.OrdinalIgnoreCase),
        _ => Contains(host.DisplayName, request.Text) || Contains(host.WindowsName, request.Text) || Contains(host.Fqdn, request.Text),
    };

    private static bool Contains(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static Host ToProto(KscHost host) => new()
    {
        HostId = host.Id,
        DisplayName = host.DisplayName,
        NetbiosName = host.WindowsName,
        Fqdn = host.Fqdn,
        GroupId = host.GroupId,
        GroupName = host.GroupName ?? "",
        Online = host.IsOnline,
        OsName = host.OsName,
        KesVersion = host.KesVersion,
        EdrResponseSupported = host.SupportsEdrResponse,
        LastVisibleTime = host.LastVisible?.ToTimestamp(),
    };
}
