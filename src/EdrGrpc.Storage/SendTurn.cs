using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Storage;

/// <summary>What decides whether a submission goes before another of its host.</summary>
internal sealed record SendTurn(Guid Id, SubmissionState State, TaskKind Kind, long AcceptRevision)
{
    public static SendTurn Of(Submission submission) => new(submission.Id, submission.State, submission.Kind, submission.AcceptRevision);
}
