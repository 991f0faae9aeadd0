using System.Text;
using CsCheck;
using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class KscFilterPropertyTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Char["\"\"\"()&|!=<>*?[]^\\ T#,.;'`KLHST_0a"].Select(c => c.ToString()),
        Gen.Int[0x20, 0x10FFFF].Where(Rune.IsValid).Select(code => new Rune(code)).Where(rune => !Rune.IsControl(rune)).Select(rune => rune.ToString()))
        .Array[0, 40].Select(string.Concat);

    [Fact]
    public void NoValue_LeavesItsQuotes() => Hostile.Sample(value =>
    {
        var text = KscFilter.Equal(HostAttributes.DisplayName, value).Text;
        const string head = "(KLHST_WKS_DN = \"";

        Assert.StartsWith(head, text, StringComparison.Ordinal);
        Assert.EndsWith("\")", text, StringComparison.Ordinal);
        Assert.Equal(Neutral(value), Unquote(text[head.Length..^2]));
    });

    [Fact]
    public void NoPattern_LeavesItsQuotes() => Hostile.Sample(value =>
    {
        var text = KscFilter.Wildcard(HostAttributes.DisplayName, value).Text;

        Assert.Equal(value.Replace('[', '?').Replace(']', '?'), Unquote(text["(KLHST_WKS_DN = \"".Length..^2]));
    });

    private static string Neutral(string value) => value.Replace('*', '?').Replace('[', '?').Replace(']', '?');

    /// <summary>The reading of section 5.4, written anew: inside quotes a quote must be doubled.</summary>
    private static string Unquote(string inner)
    {
        var value = new StringBuilder();
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"')
            {
                Assert.True(i + 1 < inner.Length && inner[i + 1] == '"', $"A single quote ends the value early: {inner}");
                i++;
            }

            value.Append(inner[i]);
        }

        return value.ToString();
    }
}
