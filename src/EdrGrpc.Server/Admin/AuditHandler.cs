using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Audit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using AuditRecord = EdrGrpc.Submissions.Audit.AuditRecord;

namespace EdrGrpc.Server.Admin;

/// <summary>ExportAudit and VerifyAudit.</summary>
internal sealed class AuditHandler(IAuditStore store, AuditVerifier verifier)
{
    private const int PageSize = 500;

    public async Task ExportAsync(ExportAuditRequest request, IServerStreamWriter<ExportAuditResponse> stream, ServerCallContext context)
    {
        var next = Math.Max(1, request.FromSequence);
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await store.ReadAuditAsync(next, PageSize, context.CancellationToken);
            foreach (var record in page)
            {
                await stream.WriteAsync(new ExportAuditResponse { Record = ToProto(record) }, context.CancellationToken);
                next = record.Sequence + 1;
            }
        }
        while (page.Count == PageSize);
    }

    public async Task<VerifyAuditResponse> VerifyAsync(VerifyAuditRequest request, ServerCallContext context)
    {
        var expected = request.ExpectSequence == 0 ? null : new AuditHead(request.ExpectSequence, Convert.FromHexString(request.ExpectHash));
        var found = await verifier.RunAsync(expected, context.CancellationToken);
        return new VerifyAuditResponse
        {
            Intact = found.FirstBadSequence == 0,
            Records = found.Head.Sequence,
            FirstBadSequence = found.FirstBadSequence,
            Problem = found.Problem,
            HeadHash = Convert.ToHexStringLower(found.Head.Hash.Span),
        };
    }

    public static Contract.V1.AuditRecord ToProto(AuditRecord record) => new()
    {
        Sequence = record.Sequence,
        Time = record.Entry.Time.ToTimestamp(),
        Principal = record.Entry.Principal,
        Peer = record.Entry.Peer,
        Operation = record.Entry.Operation,
        Outcome = record.Entry.Outcome,
        Rule = record.Entry.Rule,
        SubmissionId = record.Entry.SubmissionId?.ToString() ?? "",
        Server = record.Entry.Server,
        TargetHost = record.Entry.TargetHost,
        IncidentId = record.Entry.IncidentId ?? 0,
        DetailJson = record.Entry.DetailJson,
        Hash = Convert.ToHexStringLower(record.Hash.Span),
    };
}
