namespace EdrGrpc.Server.Hosting;

/// <summary>What a start brings besides configuration: used by the demo and by tests, which run the real host in their own process.</summary>
internal sealed record GatewaySetup
{
    /// <summary>Settings that win over every other source.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Changes logging.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Replaces services.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
