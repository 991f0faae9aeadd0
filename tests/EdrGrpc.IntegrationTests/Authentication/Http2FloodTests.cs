using System.Buffers.Binary;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Floods of HTTP/2 frames by somebody without credentials: each is bounded, and other callers are served meanwhile.</summary>
public sealed class Http2FloodTests(Http2FloodTests.Fixture shared) : IClassFixture<Http2FloodTests.Fixture>
{
    private const string Submit = "/edr.response.v1.ResponseService/Submit";
    private const string Watch = "/edr.response.v1.ResponseService/WatchSubmissions";
    private const int MiB = 1024 * 1024;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(2);

    private Gateway Gateway => shared.Guarded.Gateway;

    // CVE-2023-44487.
    [Fact]
    public async Task RapidReset_EndsTheConnection_AndHurtsNoOther()
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        var headers = Http2Attacker.CallHeaders(Submit);
        const int most = 200_000;
        var pair = headers.Length + 9 + 9 + 4;

        var flood = attacker.PushAsync(
            number => [.. Http2Attacker.Frame(Http2Attacker.Headers, Http2Attacker.EndHeaders, (2 * number) + 1, headers),
                .. Http2Attacker.Frame(Http2Attacker.ResetStream, 0, (2 * number) + 1, [0, 0, 0, 8])],
            (long)most * pair,
            Stall);
        await ServedMeanwhileAsync(flood);

        // What the sockets' buffers took counts as well; 2,000 streams are the server's own bound.
        Assert.True(await flood < most * (long)pair / 2, $"{await flood / pair} streams were opened and reset");
        if (await attacker.UntilAsync(Http2Attacker.GoAway) is { } goAway)
        {
            Assert.True(BinaryPrimitives.ReadInt32BigEndian(goAway) / 2 < 20_000, "GOAWAY names a later stream");
        }
    }

    // CVE-2024-27316 and its kin: a header block without an end. Empty ones are in SlowClientTests: the time for headers ends them.
    [Theory]
    [InlineData(16_000)]
    [InlineData(1)]
    public async Task ContinuationsWithoutEnd_AreCutOff(int size)
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        await attacker.WriteAsync(Http2Attacker.Frame(Http2Attacker.Headers, 0, 1, Http2Attacker.CallHeaders(Submit)));
        var header = size < 100 ? new byte[size] : Http2Attacker.Literal("x-flood", new string('x', size - 100));
        var frame = Http2Attacker.Frame(Http2Attacker.Continuation, 0, 1, header);

        var flood = attacker.PushAsync(_ => frame, 64 * MiB, Stall);
        await ServedMeanwhileAsync(flood);

        Assert.True(await flood < 8 * MiB, $"{await flood} bytes of headers were taken");
    }

    [Fact]
    public async Task OversizedHeaders_AreRefused()
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        var block = new List<byte>(Http2Attacker.CallHeaders(Submit));
        for (var number = 0; number < 8; number++)
        {
            block.AddRange(Http2Attacker.Literal("x-large", new string('x', 8000)));
        }

        foreach (var part in block.Chunk(16_000).Select((bytes, index) => (Bytes: bytes, First: index == 0, Last: (index + 1) * 16_000 >= block.Count)))
        {
            await attacker.WriteAsync(Http2Attacker.Frame(part.First ? Http2Attacker.Headers : Http2Attacker.Continuation, part.Last ? Http2Attacker.EndHeaders : (byte)0, 1, part.Bytes));
        }

        var (answered, status) = await FirstAnswerAsync(attacker);
        Assert.True(!answered || status == "431", $"The call was answered with {status}");
        Assert.Null(await Gateway.CallAsync(await shared.Guarded.SecretAsync("alice")));
    }

    // Each of them asks for an answer, and the answers are not read.
    [Theory]
    [InlineData(Http2Attacker.Ping)]
    [InlineData(Http2Attacker.Settings)]
    public async Task AnswersThatNobodyReads_DoNotPileUp(byte type)
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        var frames = Enumerable.Repeat(Http2Attacker.Frame(type, 0, 0, type == Http2Attacker.Ping ? new byte[8] : []), 1000).SelectMany(frame => frame).ToArray();

        var flood = attacker.PushAsync(_ => frames, 256 * MiB, Stall);
        await ServedMeanwhileAsync(flood);

        Assert.True(await flood < 128 * MiB, $"{await flood / MiB} MiB of frames were taken without their answers being read");
    }

    [Theory]
    [InlineData(Http2Attacker.Priority)]
    [InlineData(Http2Attacker.WindowUpdate)]
    [InlineData(Http2Attacker.Data)]
    public async Task FramesThatAskForNothing_HurtNoOther(byte type)
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        await attacker.WriteAsync(Http2Attacker.Frame(Http2Attacker.Headers, Http2Attacker.EndHeaders, 1, Http2Attacker.CallHeaders(Submit)));
        byte[] payload = type switch { Http2Attacker.Priority => [0, 0, 0, 0, 16], Http2Attacker.WindowUpdate => [0, 0, 0, 1], _ => [] };
        var frames = Enumerable.Repeat(Http2Attacker.Frame(type, 0, type == Http2Attacker.WindowUpdate ? 0 : 1, payload), 1000).SelectMany(frame => frame).ToArray();

        await ServedMeanwhileAsync(attacker.PushAsync(_ => frames, 16 * MiB, Stall));
    }

    [Fact]
    public async Task StreamsBeyondTheLimit_AreRefused_AndThoseBeforeLive()
    {
        await using var attacker = await Http2Attacker.ConnectAsync(Gateway);
        var headers = Http2Attacker.CallHeaders(Watch, ("authorization", "Bearer " + await shared.Guarded.SecretAsync("alice")));
        const int last = (2 * 1000) + 1;
        for (var stream = 1; stream <= last; stream += 2)
        {
            await attacker.WriteAsync((byte[])[
                .. Http2Attacker.Frame(Http2Attacker.Headers, Http2Attacker.EndHeaders, stream, headers),
                .. Http2Attacker.Frame(Http2Attacker.Data, Http2Attacker.EndStream, stream, new byte[5])]);
        }

        var refused = await attacker.UntilAsync(Http2Attacker.ResetStream);

        // REFUSED_STREAM, and the connection answers still.
        Assert.Equal(7, BinaryPrimitives.ReadInt32BigEndian(refused));
        await attacker.WriteAsync(Http2Attacker.Frame(Http2Attacker.Ping, 0, 0, new byte[8]));
        Assert.NotNull(await attacker.UntilAsync(Http2Attacker.Ping));
    }

    private async Task ServedMeanwhileAsync(Task flood)
    {
        var alice = await shared.Guarded.SecretAsync("alice");
        do
        {
            Assert.Null(await Gateway.CallAsync(alice));
        }
        while (!flood.IsCompleted);
        await flood;
    }

    private static async Task<(bool Answered, string Status)> FirstAnswerAsync(Http2Attacker attacker)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience);
        while (await attacker.ReadAsync(limit.Token) is { } frame)
        {
            if (frame.Type is Http2Attacker.ResetStream or Http2Attacker.GoAway)
            {
                return (false, "");
            }

            if (frame.Type == Http2Attacker.Headers)
            {
                // ":status: 431" as a literal; 200 would be the single byte 0x88.
                return (true, frame.Payload.AsSpan().IndexOf("431"u8) >= 0 ? "431" : Convert.ToHexString(frame.Payload));
            }
        }

        return (false, "");
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal GuardedGateway Guarded { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Guarded = await GuardedGateway.StartAsync(Callers.Policy);

        public ValueTask DisposeAsync() => Guarded.DisposeAsync();
    }
}
