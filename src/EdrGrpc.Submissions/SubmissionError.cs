namespace EdrGrpc.Submissions;

/// <summary>Why a submission did not succeed.</summary>
/// <param name="Reason">Name of the contract's ErrorReason without prefix, for example "TASK_FAILED" (see <see cref="SubmissionErrorReasons"/>).</param>
/// <param name="Message">A sentence a person can act on.</param>
/// <param name="Metadata">Keys as documented at the reason.</param>
public sealed record SubmissionError(string Reason, string Message, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>An error without metadata.</summary>
    public SubmissionError(string reason, string message)
        : this(reason, message, NoMetadata)
    {
    }

    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);
}
