using System.Text.Json;

namespace EdrGrpc.Benchmarks;

/// <summary>A KSC stand-in in a process of its own, so that its processor time is not the gateway's.</summary>
internal sealed class KscStandIn : IDisposable
{
    private readonly ChildProcess _process;
    private readonly KscPlan _plan;

    private KscStandIn(ChildProcess process, KscPlan plan)
    {
        _process = process;
        _plan = plan;
        var parts = process.Ready.Split(' ', 4);
        (Host, Port, User, CertificateFile) = (parts[0], parts[1], parts[2], parts[3]);
        HostIds = File.ReadAllLines(plan.HostsFile);
    }

    public string Host { get; }

    public string Port { get; }

    public string User { get; }

    public string CertificateFile { get; }

    public string PasswordFile => _plan.PasswordFile;

    /// <summary>Ids of the managed hosts.</summary>
    public IReadOnlyList<string> HostIds { get; }

    public static async Task<KscStandIn> StartAsync(string folder, int hosts)
    {
        var plan = new KscPlan(folder, hosts);
        return new KscStandIn(await ChildProcess.StartAsync(KscHost.Command, plan.ToString()), plan);
    }

    /// <summary>Calls so far by method.</summary>
    public async Task<Dictionary<string, int>> CallsAsync() => JsonSerializer.Deserialize<Dictionary<string, int>>(await _process.AskAsync("calls"))!;

    public Task<ServerUsage> UsageAsync() => _process.UsageAsync();

    public void Dispose() => _process.Dispose();
}
