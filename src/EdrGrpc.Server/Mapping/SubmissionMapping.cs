using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Store;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Domain = EdrGrpc.Submissions;
using SubmissionFilter = EdrGrpc.Submissions.Store.SubmissionFilter;

namespace EdrGrpc.Server.Mapping;

/// <summary>Submissions, events, contexts and filters between domain and wire.</summary>
internal static class SubmissionMapping
{
    public static Submission ToProto(Domain.Submission submission)
    {
        var message = new Submission
        {
            SubmissionId = submission.Id == Guid.Empty ? "" : submission.Id.ToString(),
            BatchId = submission.BatchId?.ToString() ?? "",
            BatchItemId = submission.BatchItemId,
            RequestId = submission.RequestId == Guid.Empty ? "" : submission.RequestId.ToString(),
            Server = submission.Server,
            Action = ResponseAction.Parser.ParseFrom(submission.Action.Span),
            Context = ToProto(submission.Context),
            TargetHost = submission.TargetHost,
            State = StateMapping.ToProto(submission.State),
            IncidentId = submission.IncidentId ?? 0,
            Attempts = submission.Attempts,
            Principal = submission.Principal,
            CreateTime = submission.CreatedAt.ToTimestamp(),
            UpdateTime = submission.UpdatedAt.ToTimestamp(),
            ExpireTime = submission.ExpiresAt?.ToTimestamp(),
            Revision = submission.Revision,
            WaitingReason = submission.WaitingReason,
        };
        if (submission.Task is { } task)
        {
            message.Task = new KscTask
            {
                TaskId = task.TaskId, DisplayName = task.DisplayName, State = task.State, CompletedPercent = task.CompletedPercent,
            };
        }

        message.IsolationSubmissionId = submission.IsolationId?.ToString() ?? "";
        if (submission is { ReleaseAfter: { } after, State: Domain.SubmissionState.Succeeded or Domain.SubmissionState.CompletedWithWarnings or Domain.SubmissionState.OutcomeUnknown or Domain.SubmissionState.Untracked })
        {
            message.ReleaseTime = (submission.UpdatedAt + after).ToTimestamp();
        }

        if (submission.Approval is { } approval)
        {
            message.Approval = new Approval
            {
                Rule = approval.Rule,
                Reason = approval.Reason,
                ExpireTime = approval.ExpiresAt.ToTimestamp(),
                Approver = approval.Approver,
                Comment = approval.Comment,
                DecideTime = approval.DecidedAt?.ToTimestamp(),
                Approved = approval.IsApproved,
            };
        }

        if (submission.Error is { } error)
        {
            message.Error = ToProto(error);
        }

        TextWarnings.AddTo(message);
        return message;
    }

    public static SubmissionEvent ToProto(Domain.SubmissionEvent submissionEvent) => new()
    {
        Revision = submissionEvent.Revision,
        SubmissionId = submissionEvent.Submission.Id.ToString(),
        State = StateMapping.ToProto(submissionEvent.Submission.State),
        OccurTime = submissionEvent.OccurredAt.ToTimestamp(),
        Detail = submissionEvent.Detail,
        Source = StateMapping.ToProto(submissionEvent.Source),
        Submission = ToProto(submissionEvent.Submission),
    };

    public static Domain.SubmissionContext ToDomain(Context? context) => context is null
        ? Domain.SubmissionContext.Empty
        : new Domain.SubmissionContext(
            context.CaseId, context.SourceEventId, context.Comment, new Dictionary<string, string>(context.Labels, StringComparer.Ordinal));

    public static SubmissionFilter ToDomain(Contract.V1.SubmissionFilter? filter) => filter is null
        ? SubmissionFilter.All
        : new SubmissionFilter
        {
            States = filter.States.Select(StateMapping.ToDomain).ToHashSet(),
            Server = filter.Server,
            TargetHost = filter.TargetHost,
            Kinds = filter.TaskKinds.Select(kind => (Domain.Actions.TaskKind)kind).ToHashSet(),
            BatchId = filter.BatchId.Length == 0 ? null : Guid.Parse(filter.BatchId),
            Labels = new Dictionary<string, string>(filter.Labels, StringComparer.Ordinal),
            CreatedFrom = filter.CreateTimeFrom?.ToDateTimeOffset(),
            CreatedTo = filter.CreateTimeTo?.ToDateTimeOffset(),
        };

    private static Context? ToProto(Domain.SubmissionContext context)
    {
        if (ReferenceEquals(context, Domain.SubmissionContext.Empty))
        {
            return null;
        }

        var message = new Context { CaseId = context.CaseId, SourceEventId = context.SourceEventId, Comment = context.Comment };
        foreach (var (key, value) in context.Labels)
        {
            message.Labels.Add(key, value);
        }

        return message;
    }

    private static Status ToProto(Domain.SubmissionError error)
    {
        var reason = ErrorReasons.Parse(error.Reason);
        var info = new ErrorInfo { Domain = ErrorReasons.Domain, Reason = error.Reason };
        foreach (var (key, value) in error.Metadata)
        {
            info.Metadata.Add(key, value);
        }

        return new Status { Code = (int)ErrorReasons.StatusOf(reason), Message = error.Message, Details = { Any.Pack(info) } };
    }
}
