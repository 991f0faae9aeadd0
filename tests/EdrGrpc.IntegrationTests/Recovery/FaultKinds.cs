using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>The ways in which one call to KSC goes wrong, as columns of docs/fault-matrix.md.</summary>
internal static class FaultKinds
{
    public static IReadOnlyList<(string Name, string Meaning, Func<FaultRule, Fault> Play)> All { get; } =
    [
        ("answer lost", "KSC does it, the connection breaks before its answer", rule => rule.LoseAnswer()),
        ("dropped", "the connection breaks before KSC does it", rule => rule.DropBefore()),
        ("late", "the connection breaks, KSC does it 20 s later", rule => rule.ProcessLate(TimeSpan.FromSeconds(20))),
        ("no answer", "KSC does not answer within the call timeout", rule => rule.Delay(TimeSpan.FromSeconds(40))),
        ("garbage", "KSC does it and answers something that is not JSON", rule => rule.GarbageBody()),
        ("401", "HTTP 401", rule => rule.Status(401)),
        ("403", "HTTP 403", rule => rule.Status(403)),
        ("503", "HTTP 503", rule => rule.Status(503)),
        ("500", "HTTP 500 with a text that is not JSON", rule => rule.Status(500, "<html>Internal error</html>")),
        ("1195", "PxgError 1195, temporarily unavailable", rule => rule.PxgError(1195, "Unavailable", withLocdata: true)),
        ("1184", "PxgError 1184, access denied", rule => rule.PxgError(1184, "Access denied", withLocdata: true)),
        ("1184 bare", "the same without subcode and locdata", rule => rule.PxgError(1184, "Access denied", subcode: null)),
        ("sessions end", "all sessions end just before the call", rule => rule.ExpireSessions()),
        ("accessors end", "all result sets end just before the call", rule => rule.ExpireAccessor()),
    ];
}
