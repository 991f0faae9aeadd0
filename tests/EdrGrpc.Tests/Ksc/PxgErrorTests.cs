using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class PxgErrorTests
{
    [Fact]
    public void Parse_ErrorOfSection25_HasEveryPart()
    {
        var e = Assert.Throws<KscApiException>(() => KlCodecGoldenTests.Parse(
            """
            { "PxgError": { "code": 1186, "subcode": 3, "module": "KLSTD", "file": "incidents.cpp", "line": 123, "message": "Object not found",
              "locdata": { "type":"params", "value": { "format-id": 0, "format": "Incident %1 not found", "locmodule": "", "args": ["42"] } } } }
            """));

        Assert.Equal((1186, 3, "KLSTD", "incidents.cpp", 123), (e.Code, e.SubCode, e.Module, e.File, e.Line));
        Assert.Equal("Object not found", e.ServerMessage);
        Assert.Equal("Incident 42 not found", e.LocalizedMessage);
        Assert.Equal("KSC refused Test.Method: Incident 42 not found (error KLSTD 1186/3).", e.Message);
        Assert.True(e.IsNotFound);
    }

    [Theory]
    [InlineData("""{"format":"%1 and %2, %3","args":["a","b"]}""", "a and b,")]
    [InlineData("""{"format":"100% of %10 %x %"}""", "100% of  %x %")]
    [InlineData("""{"format":"%2%1","args":["a",7]}""", "7a")]
    [InlineData("""{"format":""}""", null)]
    [InlineData("""{}""", null)]
    public void Parse_Format_IsExpanded(string located, string? expected)
    {
        var json = """{"PxgError":{"code":1,"locdata":{"type":"params","value":LOCATED}}}""".Replace("LOCATED", located, StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Throws<KscApiException>(() => KlCodecGoldenTests.Parse(json)).LocalizedMessage);
    }

    [Theory]
    [InlineData("""{"PxgError":{}}""")]
    [InlineData("""{"PxgError":{"code":1184,"subcode":null,"module":null,"message":null,"locdata":null}}""")]
    [InlineData("""{"PxgError":"strange"}""")]
    public void Parse_PoorError_IsStillAnApiError(string json) => Assert.Throws<KscApiException>(() => KlCodecGoldenTests.Parse(json));

    [Fact]
    public void Parse_TextWithControlCharacters_CannotForgeLogLines()
    {
        var e = Assert.Throws<KscApiException>(() => KlCodecGoldenTests.Parse("""{"PxgError":{"code":1,"message":"a\r\nb\u001b[0m"}}"""));

        Assert.DoesNotContain(e.Message, char.IsControl);
    }
}
