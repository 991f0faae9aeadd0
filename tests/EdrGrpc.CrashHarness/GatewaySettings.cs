using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.CrashHarness;

/// <summary>Environment of the gateway: the waits of production, shortened.</summary>
internal static class GatewaySettings
{
    public static Dictionary<string, string> For(KscSimulator simulator, string folder) => new(StringComparer.Ordinal)
    {
        ["kscHost"] = simulator.Host,
        ["kscPort"] = simulator.Port.ToString(),
        ["kscCert"] = simulator.WriteCertificate(folder),
        ["kscUser"] = simulator.Options.User,
        ["kscPassword"] = simulator.Options.Password,
        ["kscInternalUser"] = "true",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Store__Path"] = Path.Combine(folder, RunFolder.Store),
        ["Ksc__CallTimeout"] = "00:00:03",
        ["Ksc__SendWindow"] = "00:00:01",
        ["Ksc__ReconcileMargin"] = "00:00:00.500",
        ["Ksc__HostCheckInterval"] = "00:00:00.200",
        ["Ksc__TaskPollInterval"] = "00:00:00.030",
        ["Ksc__TaskPollMaxInterval"] = "00:00:00.300",
        ["Ksc__TaskAppearTimeout"] = "00:00:15",
        ["Ksc__TaskSearchInterval"] = "00:00:02",
        ["Ksc__OppositeIsolationWait"] = "00:00:03",
        ["Ksc__RetryDelay"] = "00:00:00.050",
        ["Ksc__RetryMaxDelay"] = "00:00:00.500",
        ["Ksc__SweepInterval"] = "00:00:02",
        ["Ksc__LateIncidentInterval"] = "00:00:00.500",
        ["Ksc__SendRate"] = "0",
        ["Security__AllowAnonymous"] = "true",
    };
}
