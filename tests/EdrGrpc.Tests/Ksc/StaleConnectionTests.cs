using EdrGrpc.Ksc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>SocketsHttpHandler repeats requests on closed pooled connections by itself; AddIncident must never be one of them.</summary>
public sealed class StaleConnectionTests
{
    private static readonly NewIncident Incident = new("host", 2, DateTimeOffset.UnixEpoch, "body");
    private readonly FakeTimeProvider _time = new();

    [Fact(Timeout = 60_000)]
    public async Task ConnectionClosedAfterTheBody_IsNotRepeated()
    {
        await using var server = new RawServer();
        server.Serve(_ => null);
        await using var client = Create(server);
        await client.PingAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => AddAsync(client));

        Assert.Single(server.Requests, request => string.Equals(request.Method, "HostGroup.AddIncident", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task ConnectionClosedWhileIdle_IsSentAtMostOnce()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var server = new RawServer();
            server.Serve(_ => RawServer.Json("""{"PxgRetVal":5}"""));
            await using var client = Create(server);
            await client.PingAsync(TestContext.Current.CancellationToken);

            // The race of the client's next write with the close is the point; every outcome but a second request is right.
            server.CloseConnections();
            var outcome = await Record.ExceptionAsync(() => AddAsync(client));

            var received = server.Requests.Count(request => string.Equals(request.Method, "HostGroup.AddIncident", StringComparison.Ordinal));
            Assert.True(received <= 1);
            Assert.True(outcome is null or KscOutcomeUnknownException || (outcome is KscNotSentException && received == 0), outcome?.ToString());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task ConnectionClosedInTheMiddleOfTheAnswer_IsUnknown()
    {
        await using var server = new RawServer();
        server.Serve(_ => [.. "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Pxg"u8]);
        await using var client = Create(server);

        var call = AddAsync(client);
        while (!server.Requests.Any(request => request.Method.EndsWith("AddIncident", StringComparison.Ordinal)))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        server.CloseConnections();
        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => call);
    }

    [Fact(Timeout = 60_000)]
    public async Task ConnectionLogin_ReplacedConnection_IsNotSent()
    {
        await using var server = new RawServer();
        server.Serve(_ => RawServer.Json("""{"PxgRetVal":5}"""));
        await using var client = Create(server, options => options with { SessionMode = SessionMode.Connection });
        await client.PingAsync(TestContext.Current.CancellationToken);
        Assert.Equal("login", server.Requests.First().Method);
        server.CloseConnections();

        var outcome = await Record.ExceptionAsync(() => AddAsync(client));

        // Never on a connection that was not logged in.
        var added = server.Requests.Where(request => request.Method.EndsWith("AddIncident", StringComparison.Ordinal)).ToArray();
        Assert.True(outcome is KscOutcomeUnknownException or KscNotSentException || added.Length == 1);
        Assert.All(added, request => Assert.Contains(server.Requests, login => login.Method is "login" && login.Connection == request.Connection));
    }

    private KscClient Create(RawServer server, Func<KscConnectionOptions, KscConnectionOptions>? change = null) =>
        new((change ?? (o => o))(server.Options), _time, new CapturedLogs());

    private Task<int> AddAsync(KscClient client) =>
        client.AddIncidentAsync(Incident, SendFence.After(_time, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
}
