namespace EdrGrpc.Submissions.Audit;

/// <summary>The keys of the chain's HMAC: one for what is written now, and those that older records were written with.</summary>
/// <param name="Current">Key of new records; empty = a plain hash.</param>
/// <param name="Earlier">Older ones, each with the last record it was used for.</param>
public sealed record AuditKeys(ReadOnlyMemory<byte> Current, IReadOnlyList<EarlierAuditKey> Earlier)
{
    /// <summary>No key at all: a plain hash chain.</summary>
    public static AuditKeys None { get; } = new(default, []);

    /// <summary>The key of a record.</summary>
    public ReadOnlySpan<byte> For(long sequence) => IsCurrent(sequence) ? Current.Span : Earlier.Where(key => key.Until >= sequence).MinBy(key => key.Until)!.Key.Span;

    /// <summary>Whether a record is one of <see cref="Current"/>.</summary>
    public bool IsCurrent(long sequence) => Earlier.Count == 0 || Earlier.All(key => key.Until < sequence);
}
