using System.Buffers;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>Context: for whom and why.</summary>
internal static class ContextValidator
{
    private const int MaxLabels = 32;
    private const int MaxKey = 63;
    private static readonly SearchValues<char> KeyStart = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._/-");

    /// <summary>The field "context" of the message that was entered last.</summary>
    public static void ValidateField(Context? context, ViolationList violations)
    {
        if (context is null)
        {
            return;
        }

        violations.Enter("context");
        FieldRules.Line(violations, "case_id", context.CaseId, 128);
        FieldRules.Line(violations, "source_event_id", context.SourceEventId, 256);
        FieldRules.Prose(violations, "comment", context.Comment, 2000);
        if (context.Labels.Count > 0)
        {
            Labels(context, violations);
        }

        violations.Leave();
    }

    private static void Labels(Context context, ViolationList violations)
    {
        if (context.Labels.Count > MaxLabels)
        {
            violations.Add("labels", "Must hold at most 32 labels.");
        }

        foreach (var (key, value) in context.Labels)
        {
            if (key.Length is 0 or > MaxKey || !KeyStart.Contains(key[0]) || key.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                violations.AddKey("labels", key, "Keys must be 1 to 63 of a-z 0-9 . _ / - and start with a letter or digit.");
            }

            if (FieldRules.LineProblem(value, 256) is { } problem)
            {
                violations.AddKey("labels", key, problem);
            }
        }
    }
}
