using EdrGrpc.Ksc;

namespace EdrGrpc.Server.Submit;

/// <summary>The host of an item.</summary>
/// <param name="Id">KSC's id.</param>
/// <param name="Host">As KSC described it when its name was resolved; null when the id was given.</param>
internal sealed record ResolvedHost(string Id, KscHost? Host);
