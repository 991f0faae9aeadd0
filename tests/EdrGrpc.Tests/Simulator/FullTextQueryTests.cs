using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class FullTextQueryTests
{
    private const string Body = """{"targetHost":"4328e16a-bf83","task":"isolateHost","params":{"action":1}}""";

    [Theory]
    [InlineData("isolateHost", true)]
    [InlineData("ISOLATEHOST", true)]
    [InlineData("isolate", false)]
    [InlineData("isolate*", true)]
    [InlineData("getFile isolateHost", true)]
    [InlineData("+getFile isolateHost", false)]
    [InlineData("+task +isolateHost", true)]
    [InlineData("task -isolateHost", false)]
    [InlineData("task NOT isolateHost", false)]
    [InlineData("task AND getFile", false)]
    [InlineData("task AND params", true)]
    [InlineData("nonsense OR params", true)]
    [InlineData("\"task isolateHost\"", true)]
    [InlineData("\"isolateHost task\"", false)]
    [InlineData("", false)]
    public void Query_MatchesWords(string query, bool expected) => Assert.Equal(expected, FullTextQuery.Parse(query).Matches(Body));

    [Fact]
    public async Task BodyFilter_IsAWordSearch_NotEquality()
    {
        await using var server = await TestServer.StartAsync();
        var other = server.Simulator.Hosts.All[1].Id;
        await server.AddIncidentAsync();
        await server.AddIncidentAsync(other);
        var found = await server.Client.CallAsync("HostGroup.FindIncidents", new
        {
            strFilter = $"(KLINCDT_BODY = \"{TestServer.Body(other).Replace("\"", "\"\"", StringComparison.Ordinal)}\")",
            pFieldsToReturn = new[] { "KLINCDT_ID" },
            lMaxLifeTime = 60,
        });
        Assert.Equal(2, found.GetProperty("PxgRetVal").GetInt32());
    }
}
