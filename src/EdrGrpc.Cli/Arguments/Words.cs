using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Arguments;

/// <summary>The contract's enum values as words of a command line: SUBMISSION_STATE_TASK_RUNNING is task-running.</summary>
internal static class Words
{
    public static readonly IReadOnlyDictionary<string, SubmissionState> States = Of<SubmissionState>();

    public static readonly IReadOnlyDictionary<string, TaskKind> Tasks = Of<TaskKind>();

    public static readonly IReadOnlyDictionary<string, Severity> Severities = Of<Severity>();

    public static readonly IReadOnlyDictionary<string, ScanObjectType> Scopes = Of<ScanObjectType>()
        .Where(pair => pair.Value != ScanObjectType.Folder).ToDictionary(StringComparer.Ordinal);

    /// <summary>TaskRunning becomes task-running.</summary>
    public static string Of(string name) =>
        string.Concat(name.Select((character, at) => at > 0 && char.IsUpper(character) ? $"-{char.ToLowerInvariant(character)}" : $"{char.ToLowerInvariant(character)}"));

    /// <summary>A state in the words of the contract, for people: TASK_RUNNING.</summary>
    public static string Upper<T>(T value)
        where T : struct, Enum => Of(value.ToString()).Replace('-', '_').ToUpperInvariant();

    private static Dictionary<string, T> Of<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => !string.Equals(value.ToString(), "Unspecified", StringComparison.Ordinal))
            .ToDictionary(value => Of(value.ToString()), StringComparer.Ordinal);
}
