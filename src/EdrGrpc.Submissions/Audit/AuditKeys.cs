namespace EdrGrpc.Submissions.Audit;

/// <summary>The keys of the chain's HMAC: one for what is written now, and those that older records were written with.</summary>
/// <param name="Current">Key of new records; empty = a plain hash.</param>
/// <param name="Earlier">Older ones, each with the last record it was used for.</param>
public sealed record AuditKeys(ReadOnlyMemory<byte> Current, IReadOnlyList<EarlierAuditKey> Earlier)
{
    /// <summary>No key at all: a plain hash chain.</summary>
    public static AuditKeys None { get; } = new(default, []);

    /// <summary>The key of a record.</summary>
    public ReadOnlySpan<byte> For(long sequence)
    {
        if (Earlier.Count == 0)
        {
            return Current.Span;
        }

        var earlier = Earlier.Where(key => key.Until >= sequence).MinBy(key => key.Until);
        return earlier is null ? Current.Span : earlier.Key.Span;
    }
}
