using System.Data.Common;
using EdrGrpc.Submissions.Access;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The single row of store_head: what every replica must agree on.</summary>
/// <param name="Version">Grows with every group that wrote.</param>
/// <param name="Epoch">See <see cref="Submissions.Store.StoreIdentity.Epoch"/>.</param>
/// <param name="Revision">Newest revision.</param>
/// <param name="PurgedRevision">Revisions up to this one may have been purged.</param>
/// <param name="Unfinished">Unfinished submissions.</param>
/// <param name="AuditSequence">Newest audit record.</param>
/// <param name="AuditHash">Its hash.</param>
/// <param name="Sending">The kill switch.</param>
internal sealed record StoreHead(
    long Version, int Epoch, long Revision, long PurgedRevision, long Unfinished, long AuditSequence, ReadOnlyMemory<byte> AuditHash, SendingState Sending)
{
    public const string Select = "SELECT version, epoch, revision, purged_revision, unfinished, audit_sequence, audit_hash, sending FROM store_head";

    public const string Lock = Select + " FOR UPDATE";

    /// <summary>True if it is of a later commit than the other.</summary>
    public bool IsAfter(StoreHead other) => Epoch > other.Epoch || (Epoch == other.Epoch && Version > other.Version);

    public static StoreHead Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetFieldValue<byte[]>(6),
        StoredJson.ReadSending(row.IsDBNull(7) ? null : row.GetString(7)));
}
