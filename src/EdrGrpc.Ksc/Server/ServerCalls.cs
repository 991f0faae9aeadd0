namespace EdrGrpc.Ksc;

/// <summary>Version, limits, health (ksc-openapi.md 8).</summary>
internal sealed class ServerCalls(KscCaller caller, string? virtualServer)
{
    public async Task<KscServerInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        // null asks for the default set: naming an attribute that an older server does not know could fail the call.
        var response = await caller.CallAsync(new("HostGroup.GetStaticInfo", new() { ["pValues"] = KlValue.Null }), cancellationToken);
        return KscServerInfo.Read(response.RequireParams(), virtualServer);
    }

    public async Task<int?> GetLimitAsync(int limitId, CancellationToken cancellationToken)
    {
        try
        {
            var response = await caller.CallAsync(new("Limits.GetLimits", new() { ["param"] = limitId }), cancellationToken);
            return response.Value?.AsInt() ?? (response.Value?.Kind == KlValueKind.Bool ? Convert.ToInt32(response.Value.Get<bool>()) : null);
        }
        catch (KscApiException e) when (e.IsNoAccess)
        {
            return null;
        }
    }

    public async Task<bool> IsServiceConsoleAvailableAsync(CancellationToken cancellationToken)
    {
        var response = await caller.CallAsync(new("ConEvents.IsAnyServiceConsoleAvailable"), cancellationToken);
        return response.Value?.AsBool() ?? false;
    }

    public async Task PingAsync(CancellationToken cancellationToken) => await caller.CallAsync(KscCaller.Ping, cancellationToken);
}
