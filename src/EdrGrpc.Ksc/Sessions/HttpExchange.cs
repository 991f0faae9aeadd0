using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace EdrGrpc.Ksc;

/// <summary>One HTTP/1.1 connection to the server. The caller sends one request at a time (ksc-openapi.md 0.5).</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly KscConnectionOptions _options;
    private readonly CertificateCheck _certificate;
    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _base;
    private int _connections;

    public HttpExchange(KscConnectionOptions options, CertificateCheck certificate)
    {
        _options = options;
        _certificate = certificate;
        _base = new UriBuilder(Uri.UriSchemeHttps, options.UriHost, options.Port, "/api/v1.0/").Uri;
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = 1,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = certificate.Validate;
        _invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>How many connections were opened so far: with connection-bound login a new one is not logged in (ksc-openapi.md 1.3).</summary>
    public int ConnectionNumber => Volatile.Read(ref _connections);

    public async ValueTask<KscAnswer> SendAsync(string method, HttpContent content, SessionHeaders headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, method))
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        headers.AddTo(request.Headers);
        try
        {
            using var response = await _invoker.SendAsync(request, cancellationToken);
            if (content is FencedContent)
            {
                SendPoints.Reached(SendPoints.AnswerUnread);
            }

            var body = await ReadAsync(response.Content, method, cancellationToken);
            var errorHeader = response.Headers.TryGetValues("X-KSC-ErrorMsg", out var values) ? string.Join(' ', values) : "";
            return new KscAnswer(response.StatusCode, body, errorHeader);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // Only the handler's own ConnectTimeout ends a request without our token.
            throw new KscUnavailableException($"No connection to {_options.Address} within {_options.ConnectTimeout.TotalSeconds:0.#} s.", innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw Map(method, e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new KscTransportException($"The answer of KSC to {method} broke off or cannot be decompressed.", innerException: e);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private KscException Map(string method, HttpRequestException e)
    {
        if (_certificate.TakeFailure() is { } failure)
        {
            return failure;
        }

        return e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError =>
                new KscUnavailableException($"Cannot connect to KSC at {_options.Address}: {SafeText.Clean(e.InnerException?.Message ?? e.Message, 300)}", innerException: e),
            HttpRequestError.SecureConnectionError =>
                new KscUnavailableException($"No TLS connection to KSC at {_options.Address}: {SafeText.Clean(e.InnerException?.Message ?? e.Message, 300)}", innerException: e),
            _ => new KscTransportException($"The connection to KSC at {_options.Address} broke off during {method}.", innerException: e),
        };
    }

    private async Task<byte[]> ReadAsync(HttpContent content, string method, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            // Counted after decompression, so that a small compressed answer cannot fill the memory.
            if (buffer.Length + read > _options.MaxResponseBytes)
            {
                throw new KscTransportException($"The answer of KSC to {method} is larger than MaxResponseBytes ({_options.MaxResponseBytes}).");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            Interlocked.Increment(ref _connections);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A body that may be sent more than once.</summary>
    public static HttpContent Repeatable(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
