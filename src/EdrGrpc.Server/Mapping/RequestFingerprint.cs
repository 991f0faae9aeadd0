using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Mapping;

/// <summary>
/// SHA-256 of what a submit request says, to tell a repeated request_id from a reused one. The request is taken as it was sent: host
/// names unresolved, area "" not replaced. request_id, validate_only and the output-only ioc_scan.archive do not count, maps are
/// sorted, an archive counts by its SHA-256, and every other field counts, also fields of a newer contract that this server does not know.
/// Submit and SubmitAndWatch with equal content are equal.
/// </summary>
public static class RequestFingerprint
{
    private const byte Single = 1;
    private const byte Batch = 2;

    private static readonly FingerprintSchema IocScanSchema = new FingerprintSchema().Hash(IocScan.IocArchiveFieldNumber).Exclude(IocScan.ArchiveFieldNumber);

    private static readonly FingerprintSchema ActionSchema = new FingerprintSchema().Nest(ResponseAction.IocScanFieldNumber, IocScanSchema);

    private static readonly FingerprintSchema ContextSchema = new FingerprintSchema().Map(Context.LabelsFieldNumber);

    private static readonly FingerprintSchema SingleSchema = new FingerprintSchema()
        .Exclude(SubmitRequest.RequestIdFieldNumber)
        .Exclude(SubmitRequest.ValidateOnlyFieldNumber)
        .Nest(SubmitRequest.ActionFieldNumber, ActionSchema)
        .Nest(SubmitRequest.ContextFieldNumber, ContextSchema);

    private static readonly FingerprintSchema BatchSchema = new FingerprintSchema()
        .Exclude(SubmitBatchRequest.RequestIdFieldNumber)
        .Exclude(SubmitBatchRequest.ValidateOnlyFieldNumber)
        .Nest(SubmitBatchRequest.ItemsFieldNumber, new FingerprintSchema().Nest(BatchItem.ActionFieldNumber, ActionSchema))
        .Nest(SubmitBatchRequest.ContextFieldNumber, ContextSchema);

    /// <summary>The fingerprint of a Submit.</summary>
    public static byte[] Compute(SubmitRequest request) => FingerprintWriter.Compute(request, SingleSchema, Single);

    /// <summary>The fingerprint of a SubmitAndWatch: that of a Submit with the same content.</summary>
    public static byte[] Compute(SubmitAndWatchRequest request) => FingerprintWriter.Compute(request, SingleSchema, Single);

    /// <summary>The fingerprint of a SubmitBatch. The order of the items counts.</summary>
    public static byte[] Compute(SubmitBatchRequest request) => FingerprintWriter.Compute(request, BatchSchema, Batch);
}
