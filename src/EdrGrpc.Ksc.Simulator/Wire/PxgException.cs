namespace EdrGrpc.Ksc.Simulator;

/// <summary>An application error: HTTP 200 with a PxgError body.</summary>
internal sealed class PxgException(PxgErrorContent error) : Exception(error.Message)
{
    public PxgErrorContent Error { get; } = error;
}
