using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdrGrpc.IntegrationTests.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>The JSON and gRPC-Web doors: what comes in there is judged as over gRPC.</summary>
public sealed class JsonTests : IAsyncLifetime
{
    private Gateway _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:Url"] = "http://127.0.0.1:0" });
        _http = new HttpClient(_gateway.CreateHandler()) { BaseAddress = new Uri(_gateway.App.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal))) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var defects = _gateway.Logs.Lines.Where(line => line.Level >= LogLevel.Error && line.Text.StartsWith("EdrGrpc.", StringComparison.Ordinal)).Select(line => line.Text).ToList();
        await _gateway.DisposeAsync();
        Assert.True(defects.Count == 0, string.Join('\n', defects));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"action\":[]}")]
    [InlineData("{\"action\":{\"targetHost\":5}}")]
    [InlineData("{\"action\":{\"targetHost\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"action\":{\"iocScan\":{\"iocArchive\":\"!!!\"}}}")]
    [InlineData("{\"action\":{\"isolateHost\":{\"action\":\"NO_SUCH\"}}}")]
    [InlineData("{\"action\":{\"isolateHost\":{\"action\":1e999}}}")]
    [InlineData("{\"expireTime\":\"yesterday\"}")]
    [InlineData("{\"expireTime\":\"9999999-01-01T00:00:00Z\"}")]
    [InlineData("{\"action\":{\"getFile\":{},\"deleteFile\":{}}}")]
    [InlineData("{\"context\":{\"labels\":{\"k\":null}}}")]
    [InlineData("{\"context\":{\"labels\":[1]}}")]
    public async Task Submit_BadJson_Is400(string json) => await AssertAsync(HttpStatusCode.BadRequest, await PostAsync("/v1/submissions", json));

    [Fact]
    public async Task Submit_BadUtf8AndDeepNesting_Are400()
    {
        await AssertAsync(HttpStatusCode.BadRequest, await PostAsync("/v1/submissions", [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']));
        await AssertAsync(HttpStatusCode.BadRequest, await PostAsync("/v1/submissions", string.Concat(Enumerable.Repeat("{\"action\":", 100_000))));
        await AssertAsync(HttpStatusCode.BadRequest, await PostAsync("/v1/submissions", string.Concat(Enumerable.Repeat("[", 100_000))));
    }

    [Theory]
    [InlineData("?page_size=abc")]
    [InlineData("?page_size=99999999999999999999")]
    [InlineData("?page_size=-1")]
    [InlineData("?page_token=x")]
    [InlineData("?page_token=%ff")]
    [InlineData("?filter.states=NO_SUCH")]
    [InlineData("?filter.states=999")]
    [InlineData("?filter.batch_id=x")]
    [InlineData("?filter.create_time_from=yesterday")]
    [InlineData("?filter.create_time_from.seconds=99999999999999")]
    [InlineData("?filter.target_host=%00")]
    [InlineData("?filter.server=%0a")]
    public async Task List_BadQuery_Is400(string query) => await AssertAsync(HttpStatusCode.BadRequest, await _http.GetAsync("/v1/submissions" + query));

    [Theory]
    [InlineData("?filter.labels=x")]
    [InlineData("?filter.labels.k=v")]
    [InlineData("?filter=x")]
    [InlineData("?no.such.field=1")]
    [InlineData("?filter.filter=1")]
    public async Task List_QueryThatCannotBeBound_IsNoServerError(string query)
    {
        using var response = await _http.GetAsync("/v1/submissions" + query);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{query}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    [Theory]
    [InlineData("/v1/submissions/x")]
    [InlineData("/v1/submissions/%ff%fe")]
    [InlineData("/v1/submissions/x:watch")]
    public async Task Get_BadId_Is400(string path) => await AssertAsync(HttpStatusCode.BadRequest, await _http.GetAsync(path));

    [Fact]
    public async Task Submit_BodyOf16MiB_IsRefusedBeforeItIsRead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions");
        request.Content = new StringContent("{\"context\":{\"comment\":\"" + new string('x', 16 * 1024 * 1024) + "\"}}", new MediaTypeHeaderValue("application/json"));
        request.Headers.ExpectContinue = true;
        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("body too large", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ArchiveOf3MiBInBase64_ReachesTheValidator()
    {
        var archive = Convert.ToBase64String(new byte[3 * 1024 * 1024]);
        using var response = await PostAsync("/v1/submissions", "{\"action\":{\"targetHost\":\"h\",\"iocScan\":{\"iocArchive\":\"" + archive + "\"}}}");
        Assert.Contains("is not a ZIP file", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/grpc-web", new byte[] { 0, 255, 255, 255, 255 })]
    [InlineData("application/grpc-web", new byte[] { 0, 0, 0, 0, 2, 255, 255 })]
    [InlineData("application/grpc-web", new byte[] { 9, 0, 0, 0, 0 })]
    [InlineData("application/grpc-web-text", new byte[] { (byte)'!', (byte)'!' })]
    [InlineData("application/grpc-web-text", new byte[] { (byte)'A' })]
    [InlineData("application/grpc-web", new byte[0])]
    public async Task GrpcWeb_BadFrames_AreNoServerError(string type, byte[] body)
    {
        using var response = await PostAsync("/edr.response.v1.ResponseService/Submit", body, type);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var status = response.Headers.TryGetValues("grpc-status", out var values) ? values.First() : text;
        Assert.DoesNotContain("grpc-status: 2\r", status + "\r", StringComparison.Ordinal);
        Assert.NotEqual("2", status);
    }

    private static async Task AssertAsync(HttpStatusCode expected, HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {body}");
            using var json = JsonDocument.Parse(body);
            Assert.Equal(3, json.RootElement.GetProperty("code").GetInt32());
            Assert.NotEqual("", json.RootElement.GetProperty("message").GetString());
        }
    }

    private Task<HttpResponseMessage> PostAsync(string path, string json) => PostAsync(path, Encoding.UTF8.GetBytes(json));

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await _http.PostAsync(path, content);
    }
}
