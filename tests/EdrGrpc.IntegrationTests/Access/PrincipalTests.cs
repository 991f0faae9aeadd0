using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>The recorded principal is the authenticated one, whatever else a call says of its caller.</summary>
public sealed class PrincipalTests : IAsyncLifetime
{
    private const string Policy = """
        {
          "roles": { "responder": { "tasks": ["*"] }, "lead": { "tasks": ["*"], "read": "all", "admin": true } },
          "bindings": [ { "principals": ["alice"], "roles": ["responder"] }, { "principals": ["bob", "group:leads"], "roles": ["lead"] } ],
          "approvals": [ { "name": "processes", "tasks": ["start_process"] } ]
        }
        """;

    private static readonly string[] Headers =
    [
        "principal", "x-principal", "x-user", "x-forwarded-user", "x-remote-user", "remote-user", "x-auth-request-user", "x-forwarded-email", "x-ms-client-principal-name",
        "x-webauth-user", "grpc-metadata-principal", "x-goog-authenticated-user-email", "x-client-cert-cn", "x-ssl-client-s-dn", "x-edr-principal",
    ];

    private GuardedGateway _guarded = null!;
    private Uri _web = null!;

    public async ValueTask InitializeAsync()
    {
        _guarded = await GuardedGateway.StartAsync(Policy, settings: new Dictionary<string, string?> { ["Web:Url"] = "http://127.0.0.1:0", ["Security:FailedAuthenticationsPerMinute"] = "1000" });
        _web = new Uri(_guarded.Gateway.App.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => _guarded.DisposeAsync();

    [Fact]
    public async Task Grpc_HeadersAndContextThatNameAnother_ChangeNothing()
    {
        var metadata = new Metadata { { "authorization", "Bearer " + await _guarded.SecretAsync("alice") } };
        foreach (var header in Headers)
        {
            metadata.Add(header, "bob");
        }

        metadata.Add("x-forwarded-client-cert", "By=spiffe://gateway;Hash=00;Subject=\"CN=bob\";URI=spiffe://soc/bob");
        metadata.Add("x-forwarded-for", "192.0.2.7");
        metadata.Add("forwarded", "for=192.0.2.7;by=bob");
        var request = new SubmitRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Action = Start(),
            Context = new Context { CaseId = "bob", SourceEventId = "principal=bob", Comment = "on behalf of bob", Labels = { ["principal"] = "bob", ["user"] = "bob" } },
        };

        var submitted = await _guarded.Gateway.Responses.SubmitAsync(request, Gateway.Options().WithHeaders(metadata));

        await AssertRecordedAsAliceAsync(submitted.Submission.SubmissionId);
        Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(metadata));
    }

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("bob", "alice")]
    [InlineData("alice", "alice")]
    public async Task Grpc_TwoAuthorizationHeaders_AreNobody(string first, string second)
    {
        var metadata = new Metadata
        {
            { "authorization", "Bearer " + await _guarded.SecretAsync(first) }, { "authorization", "Bearer " + await _guarded.SecretAsync(second) },
        };
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(metadata));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(new Metadata { { "authorization", $"{metadata[0].Value}, {metadata[1].Value}" } }));
    }

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("bob", "alice")]
    public async Task Http1_TwoAuthorizationLines_AreNobody(string first, string second)
    {
        var answer = await RawAsync($"""
            GET /v1/tokens HTTP/1.1
            Host: {_web.Authority}
            Authorization: Bearer {await _guarded.SecretAsync(first)}
            Authorization: Bearer {await _guarded.SecretAsync(second)}
            Connection: close


            """);
        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HeadersQueryAndBodyThatNameAnother_ChangeNothing()
    {
        using var http = new HttpClient { BaseAddress = _web };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _guarded.SecretAsync("alice"));
        foreach (var header in Headers)
        {
            http.DefaultRequestHeaders.Add(header, "bob");
        }

        var action = $$"""
            { "targetHost": "{{_guarded.Gateway.HostId(0)}}", "startProcess": { "executablePath": "C:\\Temp\\tool.exe" } }
            """;
        var (status, body) = await PostAsync(http, $$"""{ "action": {{action}}, "context": { "comment": "bob", "labels": { "principal": "bob" } } }""");
        Assert.Equal(HttpStatusCode.OK, status);
        await AssertRecordedAsAliceAsync(body.GetProperty("submission").GetProperty("submissionId").GetString()!);

        // Fields that do not exist are refused or left out; in no case do they name the caller.
        foreach (var extra in new[] { "\"principal\":\"bob\"", "\"subject\":{\"principal\":\"bob\"}", "\"context\":{\"principal\":\"bob\"}", "\"submission\":{\"principal\":\"bob\"}" })
        {
            (status, body) = await PostAsync(http, $$"""{ "action": {{action}}, {{extra}} }""");
            if (status == HttpStatusCode.OK)
            {
                await AssertRecordedAsAliceAsync(body.GetProperty("submission").GetProperty("submissionId").GetString()!);
            }
            else
            {
                Assert.Equal(HttpStatusCode.BadRequest, status);
            }
        }

        foreach (var query in new[] { "principal=bob", "authorization=Bearer%20" + await _guarded.SecretAsync("bob"), "access_token=" + await _guarded.SecretAsync("bob") })
        {
            using var tokens = await http.GetAsync("/v1/tokens?" + query);
            Assert.Contains(tokens.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.BadRequest });
        }

        http.DefaultRequestHeaders.Authorization = null;
        using var nobody = await http.GetAsync("/v1/capabilities?access_token=" + await _guarded.SecretAsync("bob"));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task PrincipalCalledLikeAGroup_IsNotInIt()
    {
        var metadata = new Metadata { { "authorization", "Bearer " + await _guarded.SecretAsync("group:leads") } };
        Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(metadata));
    }

    private async Task AssertRecordedAsAliceAsync(string submissionId)
    {
        var bob = await _guarded.AsAsync("bob");
        var submission = (await _guarded.Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submissionId }, bob)).Submission;
        Assert.Equal("alice", submission.Principal);
        using var export = new AdminService.AdminServiceClient(_guarded.Gateway.Channel).ExportAudit(new ExportAuditRequest(), bob);
        var record = await export.ResponseStream.ReadAllAsync().Select(message => message.Record).SingleAsync(record => record.Operation == "Submit" && record.SubmissionId == submissionId);
        Assert.Equal(("alice", "127.0.0.1"), (record.Principal, record.Peer));
    }

    // ListTokens is bob's right and not alice's.
    private async Task<StatusCode> CodeAsync(Metadata metadata)
    {
        var options = Gateway.Options().WithHeaders(metadata);
        return (await Refusal.OfAsync(() => new AdminService.AdminServiceClient(_guarded.Gateway.Channel).ListTokensAsync(new ListTokensRequest(), options))).Code;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient http, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v1/submissions", content);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body.RootElement.Clone());
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_web.Host, _web.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private ResponseAction Start() => new() { TargetHost = _guarded.Gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" } };
}
