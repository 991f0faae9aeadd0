using System.Buffers;
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
        ReadOnlySpan<string> fields = [
            entry.Principal, entry.Peer, entry.Operation, entry.Outcome, entry.Rule, entry.SubmissionId?.ToString() ?? "", entry.Server, entry.TargetHost, entry.DetailJson];
        var length = previous.Length + (3 * sizeof(long));
        foreach (var field in fields)
        {
            length += sizeof(long) + Encoding.UTF8.GetMaxByteCount(field.Length);
        }

        // One call into the library: eleven small ones for each record cost more than the hash.
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            previous.CopyTo(rented);
            var position = previous.Length;
            Add(rented, ref position, sequence);
            Add(rented, ref position, entry.Time.UtcTicks);
            Add(rented, ref position, entry.IncidentId ?? 0);
            foreach (var field in fields)
            {
                var bytes = Encoding.UTF8.GetBytes(field, rented.AsSpan(position + sizeof(long)));
                Add(rented, ref position, bytes);
                position += bytes;
            }

            var content = rented.AsSpan(0, position);
            return key.IsEmpty ? SHA256.HashData(content) : HMACSHA256.HashData(key, content);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Add(byte[] buffer, ref int position, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(position), number);
        position += sizeof(long);
    }
}
