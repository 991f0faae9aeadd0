using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdrGrpc.Submissions.Audit;

/// <summary>
/// The hash chain: SHA-256 over the hash before, the sequence number and every field with its length. With a key it is an HMAC, which nobody who
/// can write the data file but does not have the key can compute anew.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first record.</summary>
    public static ReadOnlyMemory<byte> Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of a record.</summary>
    /// <param name="previous">Hash of the record before.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="entry">Its content.</param>
    /// <param name="key">Key of the HMAC; empty = a plain hash.</param>
    public static byte[] Hash(ReadOnlySpan<byte> previous, long sequence, AuditEntry entry, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var hash = key.IsEmpty ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(previous);
        Add(hash, sequence);
        Add(hash, entry.Time.UtcTicks);
        Add(hash, entry.IncidentId ?? 0);
        foreach (var field in (ReadOnlySpan<string>)[
            entry.Principal, entry.Peer, entry.Operation, entry.Outcome, entry.Rule, entry.SubmissionId?.ToString() ?? "", entry.Server, entry.TargetHost, entry.DetailJson])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            Add(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
