namespace EdrGrpc.Ksc.Simulator;

/// <summary>When a fault acts.</summary>
public enum FaultPhase
{
    /// <summary>Before the server does anything with the request.</summary>
    Before,

    /// <summary>When the request has taken effect and its answer is not sent yet.</summary>
    After,
}
