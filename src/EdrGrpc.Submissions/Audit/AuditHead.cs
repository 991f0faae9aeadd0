namespace EdrGrpc.Submissions.Audit;

/// <summary>A place in the chain: kept elsewhere, it shows later that nothing up to it was cut off or made anew.</summary>
/// <param name="Sequence">Number of a record; 0 = before the first.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Sequence, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Before the first record.</summary>
    public static AuditHead Beginning { get; } = new(0, AuditChain.Beginning);
}
