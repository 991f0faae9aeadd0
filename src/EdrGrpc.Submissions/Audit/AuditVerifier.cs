using System.Security.Cryptography;

namespace EdrGrpc.Submissions.Audit;

/// <summary>Recomputes the chain.</summary>
public sealed class AuditVerifier(IAuditStore store)
{
    private const int PageSize = 1000;

    /// <summary>Reads the whole record.</summary>
    /// <param name="expected">A head that was kept elsewhere: the chain must go through it. Null = none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditVerification> RunAsync(AuditHead? expected, CancellationToken cancellationToken)
    {
        // Read first: what is appended meanwhile only makes the record longer.
        var written = store.AuditHead;
        var head = AuditHead.Beginning;
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await store.ReadAuditAsync(head.Sequence + 1, PageSize, cancellationToken);
            foreach (var record in page)
            {
                if (Problem(head, record, expected) is { } problem)
                {
                    return new AuditVerification(head, head.Sequence + 1, problem);
                }

                head = new AuditHead(record.Sequence, record.Hash);
            }
        }
        while (page.Count == PageSize);

        return head.Sequence < written.Sequence
            ? CutOff(head, $"the running server has written {written.Sequence}")
            : expected is not null && head.Sequence < expected.Sequence ? CutOff(head, $"record {expected.Sequence} is expected") : new AuditVerification(head, 0, "");
    }

    private string? Problem(AuditHead head, AuditRecord record, AuditHead? expected)
    {
        var next = head.Sequence + 1;
        if (record.Sequence != next)
        {
            return $"Record {next} is missing: the next one is {record.Sequence}.";
        }

        if (!CryptographicOperations.FixedTimeEquals(AuditChain.Hash(head.Hash.Span, next, record.Entry, store.AuditKeys.For(next)), record.Hash.Span))
        {
            return next == 1
                ? "Record 1 does not fit: it was changed, or the record was written with another key than that of Audit:KeyFile (see Audit:EarlierKeys)."
                : $"Record {next} does not fit the one before it: it was changed, put in or moved, or the key was changed there (Audit:KeyFile, Audit:EarlierKeys).";
        }

        return expected?.Sequence == next && !CryptographicOperations.FixedTimeEquals(expected.Hash.Span, record.Hash.Span)
            ? $"Record {next} is not the one that is expected: the record was made anew, or it is that of another server."
            : null;
    }

    private static AuditVerification CutOff(AuditHead head, string but) =>
        new(head, head.Sequence + 1, $"The record ends with {head.Sequence}, but {but}: its end was cut off, or an older copy of the data file was put in its place.");
}
