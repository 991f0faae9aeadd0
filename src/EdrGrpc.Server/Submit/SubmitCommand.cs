using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Policy;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Server.Submit;

/// <summary>Submit, SubmitAndWatch and SubmitBatch in one form: one item, or those of a batch.</summary>
internal sealed record SubmitCommand
{
    /// <summary>As given by the caller, or "".</summary>
    public required string RequestId { get; init; }

    /// <summary>The RPC, for the audit record.</summary>
    public required string Operation { get; init; }

    public required string Server { get; init; }

    public required IReadOnlyList<SubmitItem> Items { get; init; }

    public required bool IsBatch { get; init; }

    public required Timestamp? ExpireTime { get; init; }

    public required Context? Context { get; init; }

    public required bool ValidateOnly { get; init; }

    /// <summary>SHA-256 of the content as sent.</summary>
    public required byte[] Fingerprint { get; init; }

    public required PolicySubject Subject { get; init; }

    /// <summary>Address of the caller.</summary>
    public required string Peer { get; init; }

    public string Principal => Subject.Principal;
}

/// <summary>One action to submit.</summary>
/// <param name="ItemId">Id in the batch, "" for a single one.</param>
/// <param name="Action">As sent.</param>
/// <param name="Task">What KSC shall do.</param>
internal sealed record SubmitItem(string ItemId, ResponseAction Action, ResponseTask Task);
