using EdrGrpc.Contract.V1;
using Google.Protobuf.Collections;

namespace EdrGrpc.Server.Validation;

/// <summary>SubmissionFilter of lists and watches.</summary>
internal static class SubmissionFilterValidator
{
    /// <summary>The field "filter" of the message that was entered last.</summary>
    public static void ValidateField(SubmissionFilter? filter, ViolationList violations)
    {
        if (filter is null)
        {
            return;
        }

        violations.Enter("filter");
        States(filter.States, violations);
        FieldRules.Server(violations, filter.Server);
        FieldRules.Line(violations, "target_host", filter.TargetHost, 255);
        Kinds(filter.TaskKinds, violations);
        FieldRules.OptionalUuid(violations, "batch_id", filter.BatchId);
        Labels(filter.Labels, violations);
        FieldRules.Time(violations, "create_time_from", filter.CreateTimeFrom);
        FieldRules.Time(violations, "create_time_to", filter.CreateTimeTo);
        violations.Leave();
    }

    private static void States(RepeatedField<SubmissionState> states, ViolationList violations)
    {
        if (states.Count > 32)
        {
            violations.Add("states", "Must hold at most 32 states.");
        }

        for (var i = 0; i < states.Count; i++)
        {
            if (states[i] is <= SubmissionState.Unspecified or > SubmissionState.Untracked)
            {
                violations.Add("states", i, "Must be one of the values of SubmissionState, not SUBMISSION_STATE_UNSPECIFIED.");
            }
        }
    }

    private static void Kinds(RepeatedField<TaskKind> kinds, ViolationList violations)
    {
        if (kinds.Count > 16)
        {
            violations.Add("task_kinds", "Must hold at most 16 task kinds.");
        }

        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i] is <= TaskKind.Unspecified or > TaskKind.OnDemandScan)
            {
                violations.Add("task_kinds", i, "Must be one of the values of TaskKind, not TASK_KIND_UNSPECIFIED.");
            }
        }
    }

    private static void Labels(MapField<string, string> labels, ViolationList violations)
    {
        if (labels.Count == 0)
        {
            return;
        }

        if (labels.Count > 8)
        {
            violations.Add("labels", "Must hold at most 8 labels.");
        }

        foreach (var (key, value) in labels)
        {
            if ((FieldRules.LineProblem(key, int.MaxValue) ?? FieldRules.LineProblem(value, int.MaxValue)) is { } problem)
            {
                violations.AddKey("labels", key, problem);
            }
        }
    }
}
