namespace EdrGrpc.Submissions.Audit;

/// <summary>A key that is not used any more.</summary>
/// <param name="Until">The last record it was used for.</param>
/// <param name="Key">The key; empty = a plain hash.</param>
public sealed record EarlierAuditKey(long Until, ReadOnlyMemory<byte> Key);
