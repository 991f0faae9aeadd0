using System.Text.RegularExpressions;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Retention;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Settings;

/// <summary>Reads every option record once before anything is opened or bound, so that a mistake in a setting is one line and leaves nothing behind.</summary>
internal static partial class OptionsCheck
{
    /// <exception cref="SettingsException">A value is malformed or out of range.</exception>
    public static void Run(IServiceProvider services)
    {
        List<string> problems =
        [
            .. ProblemsOf<DispatchOptions>(services, "Ksc"), .. ProblemsOf<WatchOptions>(services, "Watch"), .. ProblemsOf<StoreOptions>(services, "Store"),
            .. ProblemsOf<RetentionOptions>(services, "Store"), .. ProblemsOf<SecurityOptions>(services, "Security"), .. ProblemsOf<AuditOptions>(services, "Audit"),
            .. ProblemsOf<ReplicaOptions>(services, "Cluster"),
        ];
        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(" ", problems));
        }
    }

    /// <summary>What the binder says of a value of the wrong type: which setting and which type; the value is not repeated, it may be a secret in the wrong place.</summary>
    public static (string Key, string Problem) Malformed(InvalidOperationException exception)
    {
        var match = Conversion().Match(exception.Message);
        if (!match.Success)
        {
            return ("", "a value has the wrong type");
        }

        var type = match.Groups["type"].Value;
        return (match.Groups["key"].Value, type switch
        {
            nameof(TimeSpan) => "is no time span: write for example 00:00:30",
            nameof(Boolean) => "must be true or false",
            nameof(StoreProvider) => $"must be {string.Join(" or ", Enum.GetNames<StoreProvider>())}",
            nameof(Int32) or nameof(Int64) => "must be a whole number",
            _ => $"is no {type}",
        });
    }

    private static IEnumerable<string> ProblemsOf<T>(IServiceProvider services, string section)
        where T : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures.Select(failure => Annotation().Match(failure) is { Success: true } match
                ? $"{section}:{match.Groups["member"].Value}: {match.Groups["error"].Value}"
                : $"{section}: {failure}");
        }
        catch (InvalidOperationException exception)
        {
            var (key, problem) = Malformed(exception.InnerException as InvalidOperationException ?? exception);
            return [$"{key} {problem}."];
        }
    }

    [GeneratedRegex(@" at '(?<key>[^']+)' to type '([\w.]+\.)?(?<type>\w+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Conversion();

    [GeneratedRegex("members: '(?<member>[^']+)' with the error: '(?<error>.*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Annotation();
}
