using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>
/// Refuses a key that the audit record was not written with, before it is used. Records that were edited are no reason not to start: VerifyAudit tells of
/// them, so one that fits is enough; of those that the current key should have written, if there are any.
/// </summary>
internal static class AuditKeyCheck
{
    /// <summary>How many of the last records are looked at.</summary>
    public const int Records = 17;

    public static long From(long last) => Math.Max(1, last - Records + 1);

    /// <exception cref="StoreUnavailableException">None of the records fits.</exception>
    public static void Run(IReadOnlyList<AuditRecord> records, AuditKeys keys)
    {
        var ofCurrent = records.Where(record => keys.IsCurrent(record.Sequence)).Select(record => record.Sequence).DefaultIfEmpty(long.MinValue).First();
        AuditRecord? before = null;
        var (looked, isPlain) = (false, false);
        foreach (var record in records)
        {
            var previous = record.Sequence == 1 ? AuditChain.Beginning : before?.Sequence == record.Sequence - 1 ? before.Hash : (ReadOnlyMemory<byte>?)null;
            before = record;
            if (previous is not { } hash || record.Sequence < ofCurrent)
            {
                continue;
            }

            if (AuditChain.Hash(hash.Span, record.Sequence, record.Entry, keys.For(record.Sequence)).AsSpan().SequenceEqual(record.Hash.Span))
            {
                return;
            }

            looked = true;
            isPlain |= AuditChain.Hash(hash.Span, record.Sequence, record.Entry, []).AsSpan().SequenceEqual(record.Hash.Span);
        }

        if (looked)
        {
            var last = records[^1].Sequence;
            throw new StoreUnavailableException(
                $"The audit record was written with {(isPlain ? "no key" : "another key than that of Audit:KeyFile")} up to its last record, {last}. "
                + $"If that is to change from here on, set Audit:EarlierKeys:{keys.Earlier.Count}:Until={last}{(isPlain ? "" : $" and Audit:EarlierKeys:{keys.Earlier.Count}:KeyFile to the file with the key before")}; "
                + $"otherwise {(isPlain ? "leave Audit:KeyFile out" : "set Audit:KeyFile to the right file")}.");
        }
    }
}
