using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Storage;
using EdrGrpc.Submissions.Store;
using Google.Protobuf;
using SubmissionFilter = EdrGrpc.Contract.V1.SubmissionFilter;

namespace EdrGrpc.Server.Watch;

/// <summary>Cursors and page tokens: store id + epoch + revision + hash of the filter. Opaque to callers.</summary>
internal sealed class Cursors(ISubmissionStore store)
{
    private const int StoreIdBytes = 16;
    private const int Length = StoreIdBytes + sizeof(int) + sizeof(long) + sizeof(ulong);

    /// <summary>Hash of a watch of one submission.</summary>
    public static ulong HashOf(Guid submissionId)
    {
        Span<byte> bytes = stackalloc byte[StoreIdBytes];
        submissionId.TryWriteBytes(bytes);
        return Hash(bytes);
    }

    /// <summary>Hash of a filter: the same for equal content whatever the order of its lists and labels.</summary>
    public static ulong HashOf(SubmissionFilter? filter)
    {
        if (filter is null)
        {
            return 0;
        }

        var canonical = new SubmissionFilter(filter);
        canonical.States.Clear();
        canonical.States.Add(filter.States.Distinct().Order());
        canonical.TaskKinds.Clear();
        canonical.TaskKinds.Add(filter.TaskKinds.Distinct().Order());
        canonical.Labels.Clear();
        using var buffer = new MemoryStream();
        canonical.WriteTo(buffer);
        foreach (var (key, value) in filter.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            var label = new SubmissionFilter();
            label.Labels.Add(key, value);
            label.WriteTo(buffer);
        }

        return buffer.Length == 0 ? 0 : Hash(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public string Write(long revision, ulong filterHash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        store.Identity.StoreId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[StoreIdBytes..], store.Identity.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(StoreIdBytes + sizeof(int))..], revision);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[(StoreIdBytes + sizeof(int) + sizeof(long))..], filterHash);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the cursor of a watch of one submission; "" is its first event. All its events are kept as long as the submission is.</summary>
    /// <exception cref="ResponseException">It is malformed, foreign, or cannot be resumed from.</exception>
    public Task<long> ReadWatchAsync(string cursor, Guid submissionId, CancellationToken cancellationToken) => ReadWatchAsync(cursor, HashOf(submissionId), oldest: 0, cancellationToken);

    /// <summary>Reads the cursor of a watch of many; "" is the oldest revision that has nothing purged after it.</summary>
    /// <exception cref="ResponseException">It is malformed, foreign, or cannot be resumed from.</exception>
    public Task<long> ReadWatchAsync(string cursor, ulong filterHash, CancellationToken cancellationToken) => ReadWatchAsync(cursor, filterHash, store.PurgedRevision, cancellationToken);

    /// <summary>Reads a page token; "" is the first page.</summary>
    public long ReadPage(string token, ulong filterHash) => token.Length == 0 ? 0 : Read(token, filterHash, "page_token").Revision;

    private async Task<long> ReadWatchAsync(string cursor, ulong filterHash, long oldest, CancellationToken cancellationToken)
    {
        if (cursor.Length == 0)
        {
            return oldest;
        }

        var (epoch, revision) = Read(cursor, filterHash, "after_cursor");
        if (epoch != store.Identity.Epoch)
        {
            throw OutOfRange("The store was restored or promoted since this cursor was given", filterHash, oldest);
        }

        if (revision < oldest)
        {
            throw OutOfRange("Events after this cursor were purged (Store:Retention)", filterHash, oldest);
        }

        // Another replica gave it, and this one has not heard yet of what was committed there.
        if (revision > store.HeadRevision && store is ISharedStore shared)
        {
            await shared.LookAsync(cancellationToken);
        }

        return revision <= store.HeadRevision ? revision : throw OutOfRange("The cursor is ahead of the newest event", filterHash, oldest);
    }

    private (int Epoch, long Revision) Read(string cursor, ulong filterHash, string field)
    {
        Span<byte> bytes = stackalloc byte[Length];

        // Not TryDecodeFromChars: that throws on what is no base64url.
        if (cursor.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(cursor, bytes, out var consumed, out var written) != OperationStatus.Done
            || consumed != cursor.Length
            || written != Length)
        {
            throw Invalid(field, "is malformed");
        }

        if (new Guid(bytes[..StoreIdBytes]) != store.Identity.StoreId)
        {
            throw Invalid(field, "belongs to another store");
        }

        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[(StoreIdBytes + sizeof(int) + sizeof(long))..]) != filterHash)
        {
            throw Invalid(field, "belongs to another submission or filter");
        }

        return (BinaryPrimitives.ReadInt32BigEndian(bytes[StoreIdBytes..]), BinaryPrimitives.ReadInt64BigEndian(bytes[(StoreIdBytes + sizeof(int))..]));
    }

    private static ResponseException Invalid(string field, string what) => new(
        ErrorReason.InvalidCursor,
        $"{field} {what}. Start without it.",
        new Google.Rpc.BadRequest { FieldViolations = { new Google.Rpc.BadRequest.Types.FieldViolation { Field = field, Description = what } } })
    {
        Metadata = { ["field"] = field },
    };

    private ResponseException OutOfRange(string what, ulong filterHash, long oldest) => new(
        ErrorReason.CursorOutOfRange, $"{what}. List the submissions, then watch from the oldest usable cursor.")
    {
        Metadata = { ["oldest_cursor"] = Write(oldest, filterHash) },
    };

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
