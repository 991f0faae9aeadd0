using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace EdrGrpc.Benchmarks;

/// <summary>The ceiling of everything that speaks to KSC: one HttpClient with one keep-alive connection, logged in once, that makes the two calls of an action and nothing else.</summary>
internal sealed class BareKscClient : IDisposable
{
    private readonly HttpClient _http;

    private BareKscClient(HttpClient http) => _http = http;

    public static async Task<BareKscClient> LogInAsync(KscStandIn ksc)
    {
        var pinned = X509CertificateLoader.LoadCertificateFromFile(ksc.CertificateFile).RawData;
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(pinned);
        var http = new HttpClient(handler) { BaseAddress = new Uri($"https://{ksc.Host}:{ksc.Port}/api/v1.0/") };
        var password = await File.ReadAllTextAsync(ksc.PasswordFile);
        using var login = new HttpRequestMessage(HttpMethod.Post, "Session.StartSession") { Content = Json("{}"u8.ToArray()) };
        login.Headers.TryAddWithoutValidation("Authorization", $"KSCBasic user=\"{Base64(ksc.User)}\", pass=\"{Base64(password)}\", internal=\"1\"");
        using var answer = await http.SendAsync(login);
        http.DefaultRequestHeaders.Add("X-KSC-Session", Read(await answer.Content.ReadAsByteArrayAsync()).GetString());
        return new BareKscClient(http);
    }

    /// <summary>AddIncident and UpdateIncident.</summary>
    public async Task ActAsync(string hostId)
    {
        var incident = await AddIncidentAsync(hostId);
        await CallAsync("HostGroup.UpdateIncident", new { nId = incident, pData = new Dictionary<string, object> { ["KLINCDT_IS_HANDLED"] = false, ["KLHST_WKS_HOSTNAME"] = hostId } });
    }

    public async Task<int> AddIncidentAsync(string hostId)
    {
        var body = $$$"""{"targetHost":"{{{hostId}}}","task":"quarantineFile","params":{"md5hash":"44d88612fea8a8f36de82e1278abb02f","sha256hash":"","path":"C:\\Temp\\payload.exe"},"responseEventIncident":true,"responseEventIncidentArea":"Kuma"}""";
        var added = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var answer = await CallAsync("HostGroup.AddIncident", new
        {
            pData = new Dictionary<string, object>
            {
                ["KLINCDT_SEVERITY"] = 2,
                ["KLINCDT_ADDED"] = new { type = "datetime", value = added },
                ["KLINCDT_BODY"] = body,
                ["KLHST_WKS_HOSTNAME"] = hostId,
            },
        });
        return answer.GetInt32();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallAsync(string method, object arguments)
    {
        using var answer = await _http.PostAsync(method, Json(JsonSerializer.SerializeToUtf8Bytes(arguments)));
        answer.EnsureSuccessStatusCode();
        return Read(await answer.Content.ReadAsByteArrayAsync());
    }

    private static JsonElement Read(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("PxgError", out var error)
            ? throw new InvalidOperationException($"The stand-in refused a bare call: {error}")
            : document.RootElement.TryGetProperty("PxgRetVal", out var value) ? value.Clone() : default;
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
