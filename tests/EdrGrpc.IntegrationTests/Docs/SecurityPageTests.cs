using System.Text.RegularExpressions;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>docs/security.md names a test for every threat, and every test it names exists: the table cannot rot.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void EveryThreat_HasATest_AndEveryTestExists()
    {
        var lines = File.ReadLines(Repository.PathOf("docs", "security.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| | threat |", StringComparison.Ordinal) && !line.StartsWith("| --- |", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(lines);
        var tests = TestNames.Read();
        foreach (var line in lines)
        {
            var row = Row().Match(line);
            Assert.True(row.Success, $"Not a row of letter, threat, defence and tests: {line}");
            var named = Name().Matches(row.Groups["tests"].Value).Select(match => match.Groups["name"].Value).ToList();
            Assert.True(named.Count > 0, $"No test stands for the threat '{row.Groups["threat"].Value}'.");
            foreach (var name in named)
            {
                Assert.True(
                    tests.Count(test => test.EndsWith("." + name, StringComparison.Ordinal)) == 1,
                    $"'{name}', named for the threat '{row.Groups["threat"].Value}', is not the name of exactly one test.");
            }
        }
    }

    [GeneratedRegex(@"^\| [STRIDE]{1,6} \| (?<threat>[^|]+) \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[A-Za-z0-9_.]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
