using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class KscFilterTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 1, 13, 15, 7, 900, TimeSpan.FromHours(3));

    [Fact]
    public void Texts_AreAsInSection54()
    {
        Assert.Equal("", KscFilter.All.Text);
        Assert.Equal("(KLINCDT_IS_HANDLED = 0)", KscFilter.Equal(IncidentAttributes.IsHandled, value: false).Text);
        Assert.Equal("(KLHST_WKS_DN = \"some \"\"computer\"\" \\\")", KscFilter.Equal(HostAttributes.DisplayName, "some \"computer\" \\").Text);
        Assert.Equal("(KLHST_WKS_DN = \"WIN10-*?\")", KscFilter.Wildcard(HostAttributes.DisplayName, "WIN10-*[").Text);
        Assert.Equal("(KLINCDT_ADDED > T\"2025-03-01 10:15:07\")", KscFilter.GreaterThan(IncidentAttributes.Added, At).Text);
        Assert.Equal("(KLINCDT_ADDED >= T\"2025-03-01 10:15:07\")", KscFilter.GreaterOrEqual(IncidentAttributes.Added, At).Text);
        Assert.Equal("(KLINCDT_ID > -1)", KscFilter.GreaterThan(IncidentAttributes.Id, -1).Text);
        Assert.Equal("(KLHST_WKS_STATUS & 4 <> 0)", KscFilter.BitSet(HostAttributes.Status, 4).Text);
        Assert.Equal(
            "(&(KLHST_WKS_STATUS & 1 <> 0)(KLHST_WKS_STATUS & 4 <> 0)(KLHST_WKS_STATUS & 8 <> 0))",
            KscFilter.BitSet(HostAttributes.Status, HostStatus.Online).Text);
    }

    [Fact]
    public void Join_SimplifiesAll()
    {
        var one = KscFilter.Equal(IncidentAttributes.Severity, 2);

        Assert.Equal("(KLINCDT_SEVERITY = 2)", KscFilter.And(KscFilter.All, one).Text);
        Assert.Equal("(|(KLINCDT_SEVERITY = 2)(KLINCDT_SEVERITY = 2))", KscFilter.Or(one, one).Text);
        Assert.Equal("(!(KLINCDT_SEVERITY = 2))", KscFilter.Not(one).Text);
        Assert.Same(KscFilter.All, KscFilter.Or(one, KscFilter.All));
        Assert.Same(KscFilter.All, KscFilter.And());
        Assert.Throws<ArgumentException>(() => KscFilter.Or());
        Assert.Throws<ArgumentException>(() => KscFilter.Not(KscFilter.All));
    }

    [Theory]
    [InlineData("KLHST_WKS_DN = \"\")(")]
    [InlineData("klhst_wks_dn")]
    [InlineData("")]
    public void Attribute_OutsideTheConstants_Throws(string attribute)
    {
        Assert.Throws<ArgumentException>(() => KscFilter.Equal(attribute, "x"));
        Assert.Throws<ArgumentException>(() => SortBy.ToValue([new SortBy(attribute)]));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public void Value_WithControlCharacter_Throws(string value) =>
        Assert.Throws<ArgumentException>(() => KscFilter.Equal(HostAttributes.DisplayName, value));

    [Fact]
    public void Value_WithHalfASurrogatePair_Throws() =>
        Assert.Throws<ArgumentException>(() => KscFilter.Equal(HostAttributes.DisplayName, "\uFFFD and half \ud83d pair"));
}
