using EdrGrpc.Server.Validation;
using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Server.Access;

/// <summary>What may be a caller's name: it stands in policies, logs and the audit record, and must not be taken for something else there.</summary>
internal static class PrincipalName
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 128;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string name) =>
        string.IsNullOrWhiteSpace(name) ? "Must be set."
        : FieldRules.LineProblem(name, MaxLength) is { } problem ? problem
        : name.StartsWith("group:", StringComparison.OrdinalIgnoreCase) || name is "*" or AuditEntry.System
            ? $"Must not be \"*\", \"{AuditEntry.System}\" or begin with \"group:\": these mean something else in the policy and the audit record."
        : null;
}
