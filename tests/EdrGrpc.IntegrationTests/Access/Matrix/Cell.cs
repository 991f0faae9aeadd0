namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>One situation: who calls what, about whose submission, on which KSC connection and host.</summary>
/// <param name="Rpc">"Service.Method".</param>
/// <param name="Caller">Principal; its name says what it may do.</param>
/// <param name="IsOwn">The submission is the caller's.</param>
/// <param name="ServerInScope">The KSC connection is one of those that a scoped role names.</param>
/// <param name="HostInScope">The host is one of those that a scoped role names.</param>
internal sealed record Cell(string Rpc, string Caller, bool IsOwn, bool ServerInScope, bool HostInScope)
{
    public bool InScope => ServerInScope && HostInScope;

    public override string ToString() =>
        $"{Rpc} by {Caller}, {(IsOwn ? "own" : "another's")}, KSC {(ServerInScope ? "in" : "out of")} scope, host {(HostInScope ? "in" : "out of")} scope";
}
