namespace EdrGrpc.Server.Submit;

/// <summary>Ids of KSC's limits (ksc-openapi.md 8.3).</summary>
internal static class KscLimits
{
    /// <summary>Most bytes of one JSON request body.</summary>
    public const int MaxRequestBytes = 49;
}
