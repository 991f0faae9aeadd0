using System.Runtime.CompilerServices;

namespace EdrGrpc.Ksc;

/// <summary>Searching and reading hosts (ksc-openapi.md 5.3).</summary>
internal sealed class HostCalls(KscCaller caller)
{
    private static readonly KlValue Fields = KlValue.Strings(HostAttributes.Returned);

    public async IAsyncEnumerable<KscHost> FindAsync(KscFilter filter, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new KscRequest(
            "HostGroup.FindHosts",
            new()
            {
                ["wstrFilter"] = filter.Text,
                ["vecFieldsToReturn"] = Fields,
                ["vecFieldsToOrder"] = SortBy.ToValue([new(HostAttributes.DisplayName)]),
                ["pParams"] = new KlParams { ["KLGRP_FIND_FROM_CUR_VS_ONLY"] = true },
                ["lMaxLifeTime"] = ChunkReader.LifetimeSeconds,
            });
        await foreach (var item in ChunkReader.ReadAsync(caller, request, limit, cancellationToken))
        {
            if (item.FindString(HostAttributes.Id) is { Length: > 0 } id)
            {
                yield return KscHost.Read(id, item);
            }
        }
    }

    public async Task<KscHost?> GetAsync(string hostId, CancellationToken cancellationToken)
    {
        try
        {
            var response = await caller.CallAsync(
                new("HostGroup.GetHostInfo", new() { ["strHostName"] = hostId, ["pFields2Return"] = Fields }), cancellationToken);
            var item = response.RequireParams();
            return KscHost.Read(item.FindString(HostAttributes.Id) ?? hostId, item);
        }
        catch (KscApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }
}
