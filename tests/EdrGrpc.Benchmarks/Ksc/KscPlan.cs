using System.Text.Json;

namespace EdrGrpc.Benchmarks;

/// <summary>What a KSC stand-in is started with.</summary>
/// <param name="Folder">Where it leaves its certificate, password and host ids.</param>
/// <param name="Hosts">Number of managed hosts.</param>
internal sealed record KscPlan(string Folder, int Hosts)
{
    public string HostsFile => Path.Combine(Folder, "hosts.txt");

    public string PasswordFile => Path.Combine(Folder, "ksc-password");

    public override string ToString() => JsonSerializer.Serialize(this);

    public static KscPlan Read(string text) => JsonSerializer.Deserialize<KscPlan>(text)!;
}
