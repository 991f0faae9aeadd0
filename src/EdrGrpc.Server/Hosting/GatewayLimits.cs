namespace EdrGrpc.Server.Hosting;

/// <summary>Limits of the contract that the transport must agree with.</summary>
internal static class GatewayLimits
{
    /// <summary>Largest IOC archive: 3 MiB.</summary>
    public const int MaxIocArchiveBytes = 3 * 1024 * 1024;

    /// <summary>Most items of one batch.</summary>
    public const int MaxBatchItems = 1000;

    /// <summary>Largest message to the server: 4 MiB.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>Largest HTTP body: a message of 4 MiB in base64 (gRPC-Web text, JSON), with room for what stands around it.</summary>
    public const int MaxBodyBytes = 6 * 1024 * 1024;

    /// <summary>Most bytes of error details: trailers are limited to 8 KiB by common clients, base64 included.</summary>
    public const int MaxDetailBytes = 6 * 1024;
}
