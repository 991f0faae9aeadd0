using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class WildcardPatternTests
{
    [Theory]
    [InlineData("[Response]*", "[Response][KUMA] getFile", false)]
    [InlineData("?Response??KUMA? getFile*", "[Response][KUMA] getFile - 2025", true)]
    [InlineData("[Response]*", "Response", true)]
    [InlineData("HOST-*", "host-0001", true)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("a*b*c", "aXXbYYc", true)]
    [InlineData("a*b*c", "aXXbYY", false)]
    [InlineData("[a-f]1", "D1", true)]
    [InlineData("[A-F]1", "d1", true)]
    [InlineData("[^a-f]1", "d1", false)]
    [InlineData("[^a-f]1", "x1", true)]
    [InlineData("[]", "x", false)]
    [InlineData("[a-]", "-", true)]
    public void Pattern_Matches(string pattern, string text, bool expected) => Assert.Equal(expected, WildcardPattern.Parse(pattern).Matches(text));

    [Fact]
    public void AnyPattern_AgreesWithARegularExpression() => Gen.Select(
        Gen.String[Gen.Char["abAB?*"], 0, 12], Gen.String[Gen.Char["abAB"], 0, 12]).Sample((pattern, text) =>
            WildcardPattern.Parse(pattern).Matches(text) == Regex.IsMatch(text, ToRegex(pattern), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));

    [Fact]
    public void AnyText_WithoutWildcards_MatchesItselfOnly() =>
        Gen.Select(Gen.String.Where(WildcardPattern.IsLiteral), Gen.String).Sample((text, other) =>
            WildcardPattern.Parse(text).Matches(text)
            && (WildcardPattern.Parse(text).Matches(other) == other.ToUpperInvariant().Equals(text.ToUpperInvariant(), StringComparison.Ordinal)));

    [Fact]
    public void ManyStars_StayFast() =>
        Assert.False(WildcardPattern.Parse(string.Concat(Enumerable.Repeat("a*", 200)) + "b").Matches(new string('a', 20_000)));

    private static string ToRegex(string pattern)
    {
        var result = new StringBuilder("^");
        foreach (var c in pattern)
        {
            result.Append(c switch { '?' => ".", '*' => ".*", _ => Regex.Escape(c.ToString()) });
        }

        return result.Append('$').ToString();
    }
}
