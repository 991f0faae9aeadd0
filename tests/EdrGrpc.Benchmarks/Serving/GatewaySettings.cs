namespace EdrGrpc.Benchmarks;

/// <summary>Settings of gateways under test.</summary>
internal static class GatewaySettings
{
    // Without protect_infrastructure: it asks KSC about the host of every deletion, and a call to KSC is not what Submit's rows measure.
    private const string Policy = """
        {
          "roles": { "responder": { "tasks": ["*"], "read": "all", "cancel": "all" } },
          "bindings": [{ "principals": ["benchmark"], "roles": ["responder"] }],
          "protect_infrastructure": false
        }
        """;

    /// <summary>A gateway on SQLite in a folder, behind a KSC stand-in, without a limit of calls or of its pace.</summary>
    public static async Task<Dictionary<string, string?>> CreateAsync(string folder, KscStandIn ksc, bool isAuthenticated = false)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["kscHost"] = ksc.Host,
            ["kscPort"] = ksc.Port,
            ["kscCert"] = ksc.CertificateFile,
            ["kscUser"] = ksc.User,
            ["kscPasswordFile"] = ksc.PasswordFile,
            ["kscInternalUser"] = "true",
            ["Store:Path"] = Path.Combine(folder, "gateway.db"),
            ["Ksc:SendRate"] = "0",
            ["Ksc:MaxUnfinished"] = "100000000",
            ["Security:AllowAnonymous"] = "true",
            ["Security:CallsPerSecond"] = "0",
        };
        if (isAuthenticated)
        {
            settings["Security:AllowAnonymous"] = "false";
            settings["Security:PolicyFile"] = Path.Combine(folder, "policy.json");
            await File.WriteAllTextAsync(settings["Security:PolicyFile"]!, Policy);
        }

        return settings;
    }
}
