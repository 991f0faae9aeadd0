namespace EdrGrpc.Cli.Arguments;

/// <summary>Environment variables; an empty one counts as not set.</summary>
internal static class EnvironmentText
{
    public static string? Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
