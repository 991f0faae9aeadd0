namespace EdrGrpc.Ksc.Simulator;

/// <summary>What a fault does with a request.</summary>
internal sealed record FaultVerdict
{
    public static readonly FaultVerdict Continue = new();

    public static readonly FaultVerdict Abort = new() { Aborts = true };

    public bool Aborts { get; init; }

    /// <summary>Sent instead of the real answer.</summary>
    public HttpReply? Answer { get; init; }

    /// <summary>The request takes effect this much later; its connection is aborted now.</summary>
    public TimeSpan? Late { get; init; }

    public bool IsFinal => Aborts || Answer is not null;
}
