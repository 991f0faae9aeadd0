using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>Examples of ksc-openapi.md, compared as JSON.</summary>
public sealed class KlCodecGoldenTests
{
    private static readonly DateTimeOffset NewYear2024 = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_WorkedRequestOfSection22_MatchesTheDocument()
    {
        var arguments = new KlParams
        {
            ["pData"] = new KlParams
            {
                ["S"] = "a",
                ["I"] = 1,
                ["B"] = false,
                ["L"] = KlValue.Long(5000000000),
                ["T"] = KlValue.DateTime(NewYear2024),
                ["P"] = new KlParams { ["X"] = 1 },
                ["A"] = KlValue.Array(["x", 1, new KlParams { ["Y"] = true }]),
            },
            ["arr"] = SortBy.ToValue([new SortBy(IncidentAttributes.Id)]),
            ["tm"] = KlValue.DateTime(NewYear2024),
            ["n"] = KlValue.Long(5000000000),
        };

        AssertJson(
            """
            { "pData": { "S":"a", "I":1, "B":false, "L":{"type":"long","value":5000000000},
                         "T":{"type":"datetime","value":"2024-01-01T00:00:00Z"},
                         "P":{"type":"params","value":{"X":1}}, "A":["x",1,{"type":"params","value":{"Y":true}}] },
              "arr": [ {"type":"params","value":{"Name":"KLINCDT_ID","Asc":true}} ],
              "tm": "2024-01-01T00:00:00Z", "n": 5000000000 }
            """,
            KlWriter.WriteRequest(arguments));
    }

    [Fact]
    public void Write_EveryTypeInsideAContainer_IsTyped()
    {
        var arguments = new KlParams
        {
            ["p"] = new KlParams
            {
                ["date"] = KlValue.Date(new DateOnly(2016, 9, 19)),
                ["binary"] = KlValue.Binary("sometext"u8.ToArray()),
                ["float"] = KlValue.Float(1.5f),
                ["double"] = KlValue.Double(1.5),
                ["unset"] = KlValue.DateTime(value: null),
            },
        };

        AssertJson(
            """
            {"p":{"date":{"type":"date","value":"2016-09-19"},"binary":{"type":"binary","value":"c29tZXRleHQ="},
             "float":{"type":"float","value":1.5},"double":{"type":"double","value":1.5},"unset":{"type":"datetime","value":""}}}
            """,
            KlWriter.WriteRequest(arguments));
    }

    [Fact]
    public void Write_EveryTypeAsArgument_IsPlain()
    {
        var arguments = new KlParams
        {
            ["date"] = KlValue.Date(new DateOnly(2016, 9, 19)),
            ["binary"] = KlValue.Binary("sometext"u8.ToArray()),
            ["float"] = KlValue.Float(1.5f),
            ["double"] = KlValue.Double(1.23),
            ["none"] = KlValue.Null,
        };

        AssertJson(
            """{"date":"2016-09-19","binary":"c29tZXRleHQ=","float":1.5,"double":1.23,"none":null}""",
            KlWriter.WriteRequest(arguments));
    }

    [Fact]
    public void Write_LocalTimeWithFraction_BecomesUtcWholeSeconds()
    {
        var value = KlValue.DateTime(new DateTimeOffset(2025, 3, 1, 13, 15, 0, 999, TimeSpan.FromHours(3)));

        AssertJson("""{"t":"2025-03-01T10:15:00Z"}""", KlWriter.WriteRequest(new() { ["t"] = value }));
    }

    [Fact]
    public void Write_NullInsideAContainer_Throws() =>
        Assert.Throws<InvalidOperationException>(() => KlWriter.WriteRequest(new() { ["p"] = new KlParams { ["x"] = KlValue.Null } }));

    [Theory]
    [InlineData("""{"PxgRetVal":1057}""", 1057)]
    [InlineData("""{ "PxgRetVal" : "1057" }""", 1057)]
    public void Read_ReturnValue_NumberOrNumericText(string json, int expected) => Assert.Equal(expected, Parse(json).RequireInt());

    [Fact]
    public void Read_ToleratesWhatServersDo()
    {
        var members = Parse(
            """
            {"extra":[null,{"type":"params","value":{}}],"nothing":null,"p":{
              "long":{"type":"long","value":"42"},"bare":5000000000,"unset":{"type":"datetime","value":""},
              "odd":{"type":"colour","value":"red","more":1},"plain":{"X":1},"broken":{"type":"datetime","value":"yesterday"},"half":"\ud83d"}}
            """).Members;
        var container = members.FindParams("p")!;

        Assert.Null(members.Find("nothing"));
        Assert.Null(members.Find("absent"));
        Assert.Equal(42, container.FindLong("long"));
        Assert.Equal(5000000000, container.FindLong("bare"));
        Assert.Null(container.FindDateTime("unset"));
        Assert.Equal(KlValueKind.Raw, container.Find("odd")!.Kind);
        Assert.Contains("red", container.Find("odd")!.Get<string>(), StringComparison.Ordinal);
        Assert.Equal(1, container.FindParams("plain")!.FindInt("X"));
        Assert.Null(container.FindDateTime("broken"));
        Assert.Equal("\\ud83d", container.FindString("half"));
    }

    [Fact]
    public void Read_TopLevelObjectThatLooksTyped_IsAPlainContainer()
    {
        var value = Parse("""{"PxgRetVal":{"type":"long","value":"1"}}""").RequireParams();

        Assert.Equal("long", value.FindString("type"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("<html>")]
    [InlineData("{\"a\":")]
    public void Read_NotAnObject_IsTransportError(string body)
    {
        var e = Assert.Throws<KscTransportException>(() => Parse(body));

        Assert.Equal(System.Net.HttpStatusCode.OK, e.Status);
    }

    internal static KscResponse Parse(string json) => new KscAnswer(System.Net.HttpStatusCode.OK, Encoding.UTF8.GetBytes(json), "").Parse("Test.Method");

    private static void AssertJson(string expected, byte[] actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), JsonSerializer.Serialize(JsonNode.Parse(actual)));
}
