using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>HTTP/2 made by hand: frames that no client library sends, and as many of them as the server takes.</summary>
internal sealed class Http2Attacker : IAsyncDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Priority = 2;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    private readonly SslStream _stream;

    private Http2Attacker(SslStream stream) => _stream = stream;

    public static async Task<Http2Attacker> ConnectAsync(Gateway gateway)
    {
        var attacker = new Http2Attacker(await RawTls.ConnectAsync(gateway, SslApplicationProtocol.Http2));
        await attacker._stream.WriteAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])]);
        return attacker;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[payload.Length + 9];
        BinaryPrimitives.WriteUInt32BigEndian(frame, ((uint)payload.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>The header block of a gRPC call: literals without indexing, not compressed.</summary>
    public static byte[] CallHeaders(string method, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] all =
        [
            (":method", "POST"), (":scheme", "https"), (":path", method), (":authority", "localhost"), ("content-type", "application/grpc"), ("te", "trailers"), .. more,
        ];
        return [.. all.SelectMany(header => Literal(header.Name, header.Value))];
    }

    public static byte[] Literal(string name, string value) => [0, .. Text(name), .. Text(value)];

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Writes the same bytes again and again, reading nothing. Ends when the server hangs up, when it takes no more, or at the limit; says how much it took.</summary>
    public async Task<long> PushAsync(Func<int, byte[]> next, long limit, TimeSpan patience)
    {
        long taken = 0;
        try
        {
            for (var number = 0; taken < limit; number++)
            {
                var bytes = next(number);
                using var stalled = new CancellationTokenSource(patience);
                await _stream.WriteAsync(bytes, stalled.Token);
                taken += bytes.Length;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // No more is taken.
        }

        return taken;
    }

    /// <summary>The next frame; null when the server has hung up.</summary>
    public async Task<(byte Type, byte Flags, int Stream, byte[] Payload)?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var head = new byte[9];
            await _stream.ReadExactlyAsync(head, cancellationToken);
            var payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(head) >> 8];
            await _stream.ReadExactlyAsync(payload, cancellationToken);
            return (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The first frame of a type, or null if the server hangs up before.</summary>
    public async Task<byte[]?> UntilAsync(byte type, int? stream = null)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience);
        while (await ReadAsync(limit.Token) is { } frame)
        {
            if (frame.Type == type && (stream is null || frame.Stream == stream))
            {
                return frame.Payload;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static byte[] Text(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length < 127)
        {
            return [(byte)bytes.Length, .. bytes];
        }

        var head = new List<byte> { 127 };
        var rest = bytes.Length - 127;
        for (; rest >= 128; rest /= 128)
        {
            head.Add((byte)((rest % 128) + 128));
        }

        return [.. head, (byte)rest, .. bytes];
    }
}
