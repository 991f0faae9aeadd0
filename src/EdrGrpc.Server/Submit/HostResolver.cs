using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Errors;
using Google.Rpc;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;

namespace EdrGrpc.Server.Submit;

/// <summary>Names to host ids. Exactly one host, or a refusal: never a guess.</summary>
internal static class HostResolver
{
    private const int MostCandidates = 20;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    public static async Task<KscHost> ResolveAsync(KscServer server, string name, CancellationToken cancellationToken)
    {
        var found = new List<KscHost>();
        try
        {
            await foreach (var host in server.Client.FindHostsAsync(AnyName(name), MostCandidates, cancellationToken))
            {
                // KSC compares by its database's collation and wildcards are neutralised to '?': compared again here.
                if (IsNamed(host, name))
                {
                    found.Add(host);
                }
            }
        }
        catch (KscException exception)
        {
            throw new ResponseException(
                ErrorReason.HostUnresolved,
                $"The host's name cannot be resolved now: {exception.Message} Repeat with the same request_id, or give target_host.",
                StatusMapping.Retry(RetryDelay));
        }

        return found switch
        {
            [var only] => only,
            [] => throw Refusals.HostNotFound(name, server.Name),
            _ => throw Ambiguous(found),
        };
    }

    public static KscFilter AnyName(string name) => KscFilter.Or(
        KscFilter.Equal(HostAttributes.DisplayName, name),
        KscFilter.Equal(HostAttributes.WindowsName, name),
        KscFilter.Equal(HostAttributes.DnsName, name),
        KscFilter.Equal(HostAttributes.Fqdn, name));

    public static bool IsNamed(KscHost host, string name) =>
        Same(host.DisplayName, name) || Same(host.WindowsName, name) || Same(host.DnsName, name) || Same(host.Fqdn, name);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ResponseException Ambiguous(List<KscHost> found)
    {
        var failure = new PreconditionFailure();
        failure.Violations.Add(found.Select(host => new PreconditionFailure.Types.Violation
        {
            Type = "HOST_AMBIGUOUS",
            Subject = host.Id,
            Description = $"{host.DisplayName} ({host.Fqdn}), group {host.GroupName ?? host.GroupId.ToString()}",
        }));
        var ids = string.Join(',', found.Select(host => host.Id));
        return new ResponseException(
            ErrorReason.HostAmbiguous, $"{found.Count} hosts have that name: {ids}. Submit with target_host = one of these ids.", failure)
        {
            Metadata = { ["candidates"] = ids },
        };
    }
}
