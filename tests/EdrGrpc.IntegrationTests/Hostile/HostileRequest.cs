using System.Net;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>One request of the fuzz run.</summary>
internal sealed class HostileRequest
{
    private const int DeadlineMilliseconds = 60;
    private const long Cancelled = 8;

    private byte[] _body = [];
    private (string Name, string Value)[] _headers = [];

    public required string Path { get; init; }

    public required string What { get; init; }

    /// <summary>True if it is one whole uncompressed frame: what is in it is then the only thing that can be wrong.</summary>
    public bool IsFramed { get; private init; } = true;

    /// <summary>True if the frame holds a message of the RPC's type.</summary>
    public bool IsMessage { get; private init; }

    public static HostileRequest Next(Random random, MethodDescriptor method, string[] texts)
    {
        var fuzzer = new MessageFuzzer(random, texts);
        var path = $"/{method.Service.FullName}/{method.Name}";
        var kind = random.Next(20);
        var message = kind switch
        {
            < 4 => fuzzer.Noise(random.Next(20) == 0 ? 20_000 : 200),
            < 11 => fuzzer.Mutate(fuzzer.Next(method.InputType).ToByteArray()),
            _ => fuzzer.Next(method.InputType).ToByteArray(),
        };
        var framed = kind < 18;
        var what = kind switch { < 4 => "noise", < 11 => "mutated message", < 18 => "hostile message", _ => "broken frame" };
        (string, string)[] deadline = method.IsServerStreaming ? [("grpc-timeout", $"{DeadlineMilliseconds}m")] : [];
        return new HostileRequest
        {
            Path = path,
            What = what,
            IsFramed = framed,
            IsMessage = framed && Parses(method.InputType, message),
            _body = framed ? RawClient.Frame(message) : Break(random, message, out deadline, deadline),
            _headers = deadline,
        };
    }

    public async Task<RawAnswer> SendAsync(RawClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(Path, _body, cancellationToken: cancellationToken, headers: _headers);
        }
        catch (HttpRequestException exception) when (_headers.Length > 0 && exception.InnerException is HttpProtocolException { ErrorCode: Cancelled })
        {
            // The deadline passed while the request was still being written.
            return new RawAnswer(HttpStatusCode.OK, StatusCode.DeadlineExceeded, exception.Message, null, 0);
        }
    }

    private static byte[] Break(Random random, byte[] message, out (string, string)[] headers, (string, string)[] deadline)
    {
        headers = deadline;
        var frame = RawClient.Frame(message);
        switch (random.Next(7))
        {
            case 0:
                return frame[..random.Next(frame.Length)];
            case 1:
                return RawClient.Frame(message, length: (uint)message.Length + 1 + (uint)random.Next(1000));
            case 2:
                return RawClient.Frame(message, length: uint.MaxValue - (uint)random.Next(1000));
            case 3:
                return [.. frame, .. frame];
            case 4:
                return RawClient.Frame(message, flags: (byte)random.Next(1, 256));
            case 5:
                headers = [.. deadline, ("grpc-encoding", "gzip")];
                return RawClient.Frame(message.Length == 0 ? [1] : message, flags: 1);
            default:
                headers = [.. deadline, ("grpc-encoding", "snappy")];
                return RawClient.Frame(message, flags: 1);
        }
    }

    private static bool Parses(MessageDescriptor type, byte[] message)
    {
        try
        {
            type.Parser.ParseFrom(message);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
