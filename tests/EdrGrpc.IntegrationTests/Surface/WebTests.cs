using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Xunit;

namespace EdrGrpc.IntegrationTests.Surface;

/// <summary>gRPC-Web and JSON over HTTP/1.1, on TLS and on Web:Url, and the guard against pages of other origins.</summary>
public sealed class WebTests : IAsyncLifetime
{
    private Gateway _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:Url"] = "http://127.0.0.1:0" });
        _http = new HttpClient(_gateway.CreateHandler()) { BaseAddress = new Uri(_gateway.App.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal))) };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("http://", GrpcWebMode.GrpcWeb)]
    [InlineData("https://", GrpcWebMode.GrpcWeb)]
    [InlineData("http://", GrpcWebMode.GrpcWebText)]
    public async Task GrpcWeb_Http1_ServesUnaryAndStreams(string scheme, GrpcWebMode mode)
    {
        using var handler = new GrpcWebHandler(mode, _gateway.CreateHandler());
        using var channel = GrpcChannel.ForAddress(
            _gateway.App.Urls.Single(url => url.StartsWith(scheme, StringComparison.Ordinal)),
            new GrpcChannelOptions { HttpHandler = handler, HttpVersion = HttpVersion.Version11, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact });
        var client = new ResponseService.ResponseServiceClient(channel);

        var submitted = await client.SubmitAsync(new SubmitRequest { Action = _gateway.Isolate(0) }, Gateway.Options());
        var states = new List<SubmissionState>();
        using var watch = client.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submitted.Submission.SubmissionId }, Gateway.Options());
        await foreach (var message in watch.ResponseStream.ReadAllAsync())
        {
            states.Add(message.Event?.State ?? SubmissionState.Unspecified);
        }

        var refusal = await Refusal.OfAsync(() => client.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = "x" }, Gateway.Options()));
        Assert.Equal(SubmissionState.Accepted, states[0]);
        Assert.Contains(SubmissionState.Succeeded, states);
        Assert.Equal(["submission_id"], refusal.Fields);
    }

    [Fact]
    public async Task Json_SubmitGetListAndWatch_Work()
    {
        var (status, submitted) = await PostAsync("/v1/submissions", $$"""{"action":{"targetHost":"{{_gateway.HostId(1)}}","isolateHost":{"action":"ISOLATION_ACTION_ENABLE"} } }""");
        var id = submitted.GetProperty("submission").GetProperty("submissionId").GetString()!;
        var watched = await _http.GetStringAsync($"/v1/submissions/{id}:watch");
        using var got = JsonDocument.Parse(await _http.GetStringAsync($"/v1/submissions/{id}"));
        using var listed = JsonDocument.Parse(await _http.GetStringAsync("/v1/submissions?page_size=5&filter.states=SUBMISSION_STATE_SUCCEEDED"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("SUBMISSION_STATE_ACCEPTED", watched, StringComparison.Ordinal);
        Assert.Contains("SUBMISSION_STATE_SUCCEEDED", watched, StringComparison.Ordinal);
        Assert.Equal("SUBMISSION_STATE_SUCCEEDED", got.RootElement.GetProperty("submission").GetProperty("state").GetString());
        Assert.Equal(id, Assert.Single(listed.RootElement.GetProperty("submissions").EnumerateArray()).GetProperty("submissionId").GetString());
    }

    [Fact]
    public async Task Json_EveryGetRoute_Answers()
    {
        foreach (var path in new[] { "/v1/capabilities", "/v1/servers", "/v1/servers/status", "/v1/hosts?text=host&limit=3", "/v1/submissions" })
        {
            using var response = await _http.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Json_Refusal_IsAStatusWithErrorInfo()
    {
        var (status, body) = await PostAsync("/v1/submissions", """{"action":{"targetHost":"x","isolateHost":{}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(3, body.GetProperty("code").GetInt32());
        var details = body.GetProperty("details").EnumerateArray().ToList();
        var info = details.Single(detail => detail.GetProperty("@type").GetString()!.EndsWith("ErrorInfo", StringComparison.Ordinal));
        Assert.Equal("INVALID_REQUEST", info.GetProperty("reason").GetString());
        var fields = details.Single(detail => detail.GetProperty("@type").GetString()!.EndsWith("BadRequest", StringComparison.Ordinal));
        Assert.Equal("action.isolate_host.action", Assert.Single(fields.GetProperty("fieldViolations").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Json_UnknownSubmission_Is404WithErrorInfo()
    {
        using var response = await _http.GetAsync($"/v1/submissions/{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("SUBMISSION_NOT_FOUND", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("127.0.0.1.evil.example", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task Guard_ForeignHostOrOrigin_IsRefused(string? host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/submissions");
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("localhost", "http://localhost:8080")]
    [InlineData("127.0.0.1", null)]
    [InlineData("[::1]", null)]
    public async Task Guard_LoopbackNames_AreServed(string host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/submissions");
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Guard_ForeignOriginOverGrpc_IsRefused()
    {
        var options = Gateway.Options().WithHeaders([new Metadata.Entry("origin", "https://evil.example")]);

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), options));

        Assert.Equal(StatusCode.PermissionDenied, exception.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.PostAsync(path, content);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body.RootElement.Clone());
    }
}
