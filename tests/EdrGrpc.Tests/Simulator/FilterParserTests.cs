using CsCheck;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("()")]
    [InlineData("(A=1")]
    [InlineData("(A=1))")]
    [InlineData("(A=1)(B=2)")]
    [InlineData("(&)")]
    [InlineData("(&A=1)")]
    [InlineData("(A==1)")]
    [InlineData("(A< >1)")]
    [InlineData("(A=x)")]
    [InlineData("(A=1.5)")]
    [InlineData("(A=\"x)")]
    [InlineData("(A=T\"2025-03-01T10:00:00Z\")")]
    [InlineData("(A=CURTIME)")]
    [InlineData("(A=CURTIME(x))")]
    [InlineData("(1A=1)")]
    [InlineData("(A & 1)")]
    public void Malformed_IsBadFormat(string filter) => Assert.Equal(1192, Error(() => FilterParser.Parse(filter)));

    [Fact]
    public void UnclosedCharacterSet_IsBadFormat() => Assert.Equal(1192, Error(() => WildcardPattern.Parse("[abc")));

    [Fact]
    public void EmptyFilter_SelectsEverything() => Assert.Null(FilterParser.Parse("  "));

    [Fact]
    public void DeepNesting_IsRefusedNotACrash() =>
        Assert.Equal(1192, Error(() => FilterParser.Parse(new string('(', 100_000) + "A=1" + new string(')', 100_000))));

    [Theory]
    [InlineData("A=1", "(A=1)")]
    [InlineData(" ( A = 1 ) ", "(A=1)")]
    [InlineData("(&(A=1)(B<>\"x\"))", " ( & ( A = 1 ) ( B <> \"x\" ) ) ")]
    [InlineData("(!A = \"x\")", "(!(A=\"x\"))")]
    [InlineData("(S & 0x1D <> 0)", "(S&29<>0)")]
    [InlineData("(A>=-1)", "(A >= -0001)")]
    [InlineData("((A=1))", "(A=1)")]
    public void Forms_ThatMeanTheSame(string one, string other) => Assert.Equal(Show(one), Show(other));

    [Fact]
    public void DoubledQuote_IsOneQuote() =>
        Assert.Equal(new CompareNode("A", CompareOperator.Equal, new TextValue("some \"computer\"")), FilterParser.Parse("(A=\"some \"\"computer\"\"\")"));

    [Fact]
    public void AnyText_SurvivesQuoting() => Gen.String.Sample(text =>
    {
        var parsed = (CompareNode)FilterParser.Parse($"(A = \"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\")")!;
        return ((TextValue)parsed.Value).Text == text;
    });

    [Fact]
    public void AnyTree_SurvivesPrintingAndParsing() => Node(3).Sample(node => Print(FilterParser.Parse(Print(node))!) == Print(node));

    [Fact]
    public void AnyInput_ParsesOrIsBadFormat() => Gen.String[Gen.Char["()&|!=<>\"TC0x1 AURIME-"], 0, 30].Sample(text =>
    {
        try
        {
            FilterParser.Parse(text);
            return true;
        }
        catch (PxgException e)
        {
            return e.Error.Code == 1192;
        }
    });

    private static int Error(Action action) => Assert.Throws<PxgException>(action).Error.Code;

    private static string Show(string filter) => Print(FilterParser.Parse(filter)!);

    private static Gen<FilterNode> Node(int depth)
    {
        var op = Gen.Enum<CompareOperator>();
        var attribute = Gen.OneOf("KLHST_WKS_DN", "a1", "TIME", "CURTIME", "_x");
        var value = Gen.OneOf<FilterValue>(
            Gen.Long.Select(n => (FilterValue)new NumberValue(n)),
            Gen.String.Select(s => (FilterValue)new TextValue(s)),
            Gen.Int[0, 2_000_000_000].Select(s => (FilterValue)new TimeValue(DateTimeOffset.UnixEpoch.AddSeconds(s))),
            Gen.Int.Select(s => (FilterValue)new RelativeTimeValue(s)));
        var compare = Gen.Select(attribute, op, value, (a, o, v) => (FilterNode)new CompareNode(a, o, v));
        var bit = Gen.Select(attribute, Gen.OneOf('&', '|'), Gen.Int, op, Gen.Int, (a, b, m, o, v) => (FilterNode)new BitNode(a, b, m, o, v));
        if (depth == 0)
        {
            return Gen.OneOf(compare, bit);
        }

        var inner = Node(depth - 1);
        return Gen.OneOf(
            compare,
            bit,
            inner.Select(n => (FilterNode)new NotNode(n)),
            inner.List[1, 3].Select(n => (FilterNode)new AndNode(n)),
            inner.List[1, 3].Select(n => (FilterNode)new OrNode(n)));
    }

    private static string Print(FilterNode node) => node switch
    {
        AndNode and => $"(&{string.Concat(and.Children.Select(Print))})",
        OrNode or => $"(|{string.Concat(or.Children.Select(Print))})",
        NotNode not => $"(!{Print(not.Inner)})",
        BitNode bit => $"({bit.Attribute} {bit.BitOperator} {bit.Mask} {Print(bit.Operator)} {bit.Value})",
        CompareNode item => $"({item.Attribute} {Print(item.Operator)} {Print(item.Value)})",
        _ => throw new NotSupportedException(),
    };

    private static string Print(FilterValue value) => value switch
    {
        NumberValue number => number.Number.ToString(),
        TextValue text => '"' + text.Text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
        TimeValue time => $"T\"{time.Time:yyyy-MM-dd HH:mm:ss}\"",
        RelativeTimeValue relative => $"CURTIME({relative.Seconds})",
        _ => throw new NotSupportedException(),
    };

    private static string Print(CompareOperator op) => op switch
    {
        CompareOperator.Equal => "=",
        CompareOperator.NotEqual => "<>",
        CompareOperator.Greater => ">",
        CompareOperator.Less => "<",
        CompareOperator.GreaterOrEqual => ">=",
        _ => "<=",
    };
}
