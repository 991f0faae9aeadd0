using System.Text.RegularExpressions;
using Xunit;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>What became of a script.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote on the standard output.</param>
/// <param name="Errors">What it wrote on the standard error.</param>
internal sealed partial record ScriptRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Id of the submission that the line names.</summary>
    public string SubmissionId => SubmissionPattern().Match(Output).Groups["id"].Value;

    /// <summary>One line, nothing on the standard error, that exit code.</summary>
    public void MustEnd(int exitCode, string said)
    {
        Assert.True(ExitCode == exitCode && Errors.Length == 0, $"Exit code {ExitCode}: {Output}{Errors}");
        Assert.Equal(Output.Length - 1, Output.IndexOf('\n', StringComparison.Ordinal));
        Assert.Contains(said, Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("submission (?<id>[0-9a-f-]{36})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubmissionPattern();
}
