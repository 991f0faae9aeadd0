namespace EdrGrpc.Ksc.Simulator;

/// <summary>An application error: HTTP 200 with a PxgError body.</summary>
internal sealed class PxgException(PxgError error) : Exception(error.Message)
{
    public PxgError Error { get; } = error;
}
