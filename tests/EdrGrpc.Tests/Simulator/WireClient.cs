using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Json;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

/// <summary>Speaks the wire over TLS with the certificate pinned; knows nothing of the gateway's own client.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly HttpClient _http;

    public WireClient(KscSimulator simulator, DecompressionMethods decompression = DecompressionMethods.None)
    {
        var pinned = simulator.Certificate.RawData;
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = decompression,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(pinned),
            },
        };
        _http = new HttpClient(handler) { BaseAddress = simulator.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
    }

    public string? Token { get; set; }

    public static string Basic(string user = "edr-gateway", string password = "simulator-password", string? suffix = ", internal=\"1\"") =>
        $"KSCBasic user=\"{Base64(user)}\", pass=\"{Base64(password)}\"{suffix}";

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public async Task StartSessionAsync(string? authorization = null)
    {
        var answer = await SendAsync("Session.StartSession", "{}", authorization ?? Basic());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Token = answer.Json.GetProperty("PxgRetVal").GetString();
    }

    /// <summary>A call that must succeed.</summary>
    public async Task<JsonElement> CallAsync(string method, object? arguments = null)
    {
        var answer = await SendAsync(method, Text(arguments));
        Assert.True(answer.Status == HttpStatusCode.OK, $"{method}: {answer.Status} {answer.Text}");
        Assert.False(answer.Json.TryGetProperty("PxgError", out _), $"{method}: {answer.Text}");
        return answer.Json;
    }

    /// <summary>The raw text of a call that must succeed.</summary>
    public async Task<string> TextAsync(string method, object? arguments = null)
    {
        var answer = await SendAsync(method, Text(arguments));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    /// <summary>The code of a call that must fail with a PxgError.</summary>
    public async Task<int> ErrorAsync(string method, object? arguments = null)
    {
        var answer = await SendAsync(method, Text(arguments));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Json.TryGetProperty("PxgError", out var error), $"{method}: {answer.Text}");
        return error.GetProperty("code").GetInt32();
    }

    public async Task<WireAnswer> SendAsync(
        string method, string body, string? authorization = null, string? virtualServer = null, string contentType = "application/json",
        string? acceptEncoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1.0/" + method)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        Add(request, "Authorization", authorization);
        Add(request, "X-KSC-Session", Token);
        Add(request, "X-KSC-VServer", virtualServer);
        Add(request, "Accept-Encoding", acceptEncoding);
        return await SendAsync(request);
    }

    public async Task<WireAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new WireAnswer(response.StatusCode, response.Headers, response.Content.Headers, bytes);
    }

    public void Dispose() => _http.Dispose();

    private static string Text(object? arguments) => arguments switch
    {
        null => "{}",
        string text => text,
        _ => JsonSerializer.Serialize(arguments),
    };

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
