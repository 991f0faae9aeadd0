namespace EdrGrpc.Server.Settings;

/// <summary>What the program was started for.</summary>
internal enum ServerCommand
{
    /// <summary>To serve.</summary>
    Serve,

    /// <summary>--demo: to serve with the simulator behind it.</summary>
    Demo,

    /// <summary>--health-check: to ask a running server.</summary>
    HealthCheck,

    /// <summary>--create-token: to make the first token.</summary>
    CreateToken,

    /// <summary>--help.</summary>
    Help,

    /// <summary>Create or migrate the store, and end.</summary>
    MigrateStore,
}
