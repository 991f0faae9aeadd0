using System.Text.Json;
using System.Text.Json.Serialization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;

namespace EdrGrpc.Storage;

/// <summary>The small records that are stored as JSON: contexts, errors and approvals.</summary>
internal static class StoredJson
{
    public static string? Write(SubmissionContext context) => ReferenceEquals(context, SubmissionContext.Empty)
        ? null
        : JsonSerializer.Serialize(
            new StoredContext(context.CaseId, context.SourceEventId, context.Comment, new Dictionary<string, string>(context.Labels, StringComparer.Ordinal)),
            StoredJsonContext.Default.StoredContext);

    public static string? Write(SubmissionError? error) => error is null
        ? null
        : JsonSerializer.Serialize(
            new StoredError(error.Reason, error.Message, new Dictionary<string, string>(error.Metadata, StringComparer.Ordinal)), StoredJsonContext.Default.StoredError);

    public static string? Write(SubmissionApproval? approval) =>
        approval is null ? null : JsonSerializer.Serialize(approval, StoredJsonContext.Default.SubmissionApproval);

    public static SubmissionApproval ReadApproval(string json) => JsonSerializer.Deserialize(json, StoredJsonContext.Default.SubmissionApproval)!;

    public static string Write(SendingState state) => JsonSerializer.Serialize(state, StoredJsonContext.Default.SendingState);

    public static SendingState ReadSending(string? json) => json is null ? SendingState.Going : JsonSerializer.Deserialize(json, StoredJsonContext.Default.SendingState)!;

    public static SubmissionContext ReadContext(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJsonContext.Default.StoredContext)!;
        return new SubmissionContext(stored.CaseId, stored.SourceEventId, stored.Comment, stored.Labels);
    }

    public static SubmissionError ReadError(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJsonContext.Default.StoredError)!;
        return new SubmissionError(stored.Reason, stored.Message, stored.Metadata);
    }
}

internal sealed record StoredContext(string CaseId, string SourceEventId, string Comment, Dictionary<string, string> Labels);

internal sealed record StoredError(string Reason, string Message, Dictionary<string, string> Metadata);

[JsonSerializable(typeof(StoredContext))]
[JsonSerializable(typeof(StoredError))]
[JsonSerializable(typeof(SubmissionApproval))]
[JsonSerializable(typeof(SendingState))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
