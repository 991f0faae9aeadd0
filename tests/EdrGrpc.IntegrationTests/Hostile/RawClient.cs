using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>gRPC made by hand over HTTP/2, so that every byte of it can be wrong.</summary>
internal sealed class RawClient(Gateway gateway, string? url = null) : IDisposable
{
    private readonly HttpClient _http = new(gateway.CreateHandler())
    {
        BaseAddress = new Uri(url ?? gateway.Url),
        Timeout = Gateway.Patience,
    };

    /// <summary>One length-prefixed message.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte flags = 0, uint? length = null)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public static byte[] Gzip(ReadOnlySpan<byte> message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return packed.ToArray();
    }

    public Task<RawAnswer> CallAsync(string method, IMessage request, CancellationToken cancellationToken = default) =>
        SendAsync(method, Frame(request.ToByteArray()), cancellationToken: cancellationToken);

    public async Task<RawAnswer> SendAsync(
        string method, byte[] body, string contentType = "application/grpc", CancellationToken cancellationToken = default, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Content = new ByteArrayContent(body), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await RawAnswer.OfAsync(response, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
