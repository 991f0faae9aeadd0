using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdrGrpc.Submissions.Policy;

/// <summary>Reads policy files. A file with any problem is not put in force; every problem is told at once.</summary>
public static class PolicyReader
{
    /// <summary>How the file is written: snake_case, comments and trailing commas allowed, unknown members refused.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problems">What is wrong; empty if the document can be put in force.</param>
    public static PolicyDocument? Read(string text, out IReadOnlyList<string> problems)
    {
        PolicyDocument? document;
        try
        {
            document = JsonSerializer.Deserialize<PolicyDocument>(text, Json);
        }
        catch (JsonException exception)
        {
            problems = [Describe(exception)];
            return null;
        }

        if (document is null)
        {
            problems = ["The file holds no policy: it is null."];
            return null;
        }

        problems = PolicyCheck.Run(document);
        return problems.Count == 0 ? document : null;
    }

    private static string Describe(JsonException exception)
    {
        var place = exception.Path is { Length: > 1 } path ? $"{path[2..]}: " : "";
        var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
        var end = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return $"{place}{(end < 0 ? exception.Message : exception.Message[..end])}{line}";
    }
}
