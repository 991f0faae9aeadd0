using EdrGrpc.Submissions;

namespace EdrGrpc.Server.Submit;

/// <summary>What became of a <see cref="SubmitCommand"/>.</summary>
/// <param name="BatchId">Of a batch.</param>
/// <param name="Submissions">In the order of the items.</param>
/// <param name="Deduplicated">True if an earlier call recorded them.</param>
/// <param name="Bodies">Incident bodies of a rehearsal; empty otherwise.</param>
internal sealed record SubmitOutcome(Guid? BatchId, IReadOnlyList<Submission> Submissions, bool Deduplicated, IReadOnlyList<string> Bodies);
