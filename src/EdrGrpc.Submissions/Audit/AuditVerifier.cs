using System.Security.Cryptography;

namespace EdrGrpc.Submissions.Audit;

/// <summary>Recomputes the chain.</summary>
public sealed class AuditVerifier(IAuditStore store)
{
    private const int PageSize = 1000;

    /// <summary>Reads the whole record.</summary>
    public async Task<AuditVerification> RunAsync(CancellationToken cancellationToken)
    {
        var previous = AuditChain.Beginning;
        var expected = 1L;
        while (true)
        {
            var page = await store.ReadAuditAsync(expected, PageSize, cancellationToken);
            foreach (var record in page)
            {
                if (record.Sequence != expected)
                {
                    return new AuditVerification(expected - 1, expected, $"Record {expected} is missing: the next one is {record.Sequence}.");
                }

                var hash = AuditChain.Hash(previous.Span, record.Sequence, record.Entry, store.AuditKey.Span);
                if (!CryptographicOperations.FixedTimeEquals(hash, record.Hash.Span))
                {
                    return new AuditVerification(expected - 1, expected, $"Record {expected} does not fit the one before it: it, or the key (Audit:KeyFile), was changed.");
                }

                previous = record.Hash;
                expected++;
            }

            if (page.Count < PageSize)
            {
                return new AuditVerification(expected - 1, 0, "");
            }
        }
    }
}
