using System.Text.Json;

namespace EdrGrpc.Benchmarks;

/// <summary>What a server process serves; written to a file that the process is started with.</summary>
internal sealed record ServerPlan
{
    /// <summary>Settings of the gateway.</summary>
    public Dictionary<string, string?> Settings { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether hosts are woken: false measures Submit alone.</summary>
    public bool Dispatches { get; init; }

    /// <summary>Whether instruments are listened to, as an exporter does.</summary>
    public bool Metrics { get; init; }

    public async Task<string> WriteAsync(string folder)
    {
        var path = Path.Combine(folder, $"plan-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(this));
        return path;
    }

    public static async Task<ServerPlan> ReadAsync(string path) => JsonSerializer.Deserialize<ServerPlan>(await File.ReadAllTextAsync(path))!;
}
