using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>
/// The real program as somebody starts it for the first time, with a policy: whoever does not say who they are is refused everywhere, except for health,
/// which monitoring asks without credentials and which tells nothing but that the server serves.
/// </summary>
public sealed partial class FreshStartTests : IAsyncLifetime
{
    private const string Policy = """{ "roles": { "r": { "tasks": ["*"] } }, "bindings": [ { "principals": ["*"], "roles": ["r"] } ] }""";
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-fresh-");
    private KscSimulator _simulator = null!;
    private ServerProcess _server = null!;
    private string _grpc = "";
    private string _web = "";

    /// <summary>RPCs of the contract, and of every other service that is served except for health.</summary>
    private static IEnumerable<MethodDescriptor> Rpcs =>
        ((Google.Protobuf.Reflection.ServiceDescriptor[])
        [
            ResponseService.Descriptor, KscService.Descriptor, AdminService.Descriptor,
            Grpc.Reflection.V1.ServerReflection.Descriptor, Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
        ]).SelectMany(service => service.Methods);

    public async ValueTask InitializeAsync()
    {
        _simulator = await KscSimulator.StartAsync(Gateway.Fast());
        var policy = Path.Combine(_folder.FullName, "policy.json");
        await File.WriteAllTextAsync(policy, Policy);
        _server = ServerProcess.Start([], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kscHost"] = _simulator.Host,
            ["kscPort"] = _simulator.Port.ToString(),
            ["kscCert"] = _simulator.WriteCertificate(_folder.FullName),
            ["kscUser"] = _simulator.Options.User,
            ["kscPassword"] = _simulator.Options.Password,
            ["kscInternalUser"] = "true",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Web__Url"] = "http://127.0.0.1:0",
            ["Store__Path"] = Path.Combine(_folder.FullName, "gateway.db"),
            ["Security__PolicyFile"] = policy,

            // The calls of this test would otherwise be too many failures of one address.
            ["Security__FailedAuthenticationsPerMinute"] = "100000",
        });
        var listening = await _server.WaitForAsync(@"listens on (?<grpc>http://127\.0\.0\.1:\d+), (?<web>http://127\.0\.0\.1:\d+)");
        (_grpc, _web) = (listening.Groups["grpc"].Value, listening.Groups["web"].Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task WithoutCredentials_EveryRpcIsRefused_OverGrpcGrpcWebAndJson_AndHealthIsOpen()
    {
        using var grpc = GrpcChannel.ForAddress(_grpc);
        using var web = GrpcChannel.ForAddress(_web, new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new SocketsHttpHandler()), HttpVersion = HttpVersion.Version11, DisposeHttpClient = true,
        });
        using var http = new HttpClient { BaseAddress = new Uri(_web), Timeout = Gateway.Patience };
        foreach (var rpc in Rpcs)
        {
            Assert.Equal((rpc.FullName, "grpc", StatusCode.Unauthenticated), (rpc.FullName, "grpc", await CallAsync(grpc, rpc)));

            // Browsers cannot stream requests: reflection is not served over gRPC-Web.
            if (!rpc.IsClientStreaming)
            {
                Assert.Equal((rpc.FullName, "gRPC-Web", StatusCode.Unauthenticated), (rpc.FullName, "gRPC-Web", await CallAsync(web, rpc)));
            }

            foreach (var (verb, path) in PathsOf(rpc))
            {
                var (status, code) = await CallAsync(http, verb, path);
                Assert.Equal((rpc.FullName, path, HttpStatusCode.Unauthorized, 16), (rpc.FullName, path, status, code));
            }
        }

        foreach (var channel in new[] { grpc, web })
        {
            var health = new Health.HealthClient(channel);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest(), Gateway.Options())).Status);
            using var watch = health.Watch(new HealthCheckRequest(), Gateway.Options());
            Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        }

        Assert.Empty(_simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task EveryServiceThatIsServed_IsOneThatTheseTestsCall()
    {
        await using var gateway = await Gateway.StartAsync();
        var served = gateway.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName ?? $"no gRPC method: {endpoint.DisplayName}")
            .Where(name => !name.Contains("Unimplemented", StringComparison.Ordinal)).Distinct().Order();
        Assert.Equal(Rpcs.Select(rpc => rpc.Service.FullName).Append(Health.Descriptor.FullName).Distinct().Order(), served);
    }

    [Theory]
    [InlineData("Basic YWxpY2U6cGFzc3dvcmQ=")]
    [InlineData("Bearer")]
    [InlineData("Bearer edr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSIsImV4cCI6OTk5OTk5OTk5OX0.")]
    public async Task WithCredentialsThatNobodyGave_IsRefused(string authorization)
    {
        using var channel = GrpcChannel.ForAddress(_grpc);
        var options = Gateway.Options().WithHeaders(new Metadata { { "authorization", authorization } });
        var refusal = await Refusal.OfAsync(() => new ResponseService.ResponseServiceClient(channel).GetCapabilitiesAsync(new GetCapabilitiesRequest(), options));
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refusal.Code, refusal.Reason));
    }

    private static async Task<StatusCode> CallAsync(GrpcChannel channel, MethodDescriptor rpc)
    {
        var type = rpc.IsClientStreaming ? MethodType.DuplexStreaming : rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var method = new Method<byte[], byte[]>(type, rpc.Service.FullName, rpc.Name, Bytes, Bytes);
        var invoker = channel.CreateCallInvoker();
        try
        {
            switch (type)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(method, null, Gateway.Options(), []);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = invoker.AsyncServerStreamingCall(method, null, Gateway.Options(), []))
                    {
                        await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
                    }

                    break;
                default:
                    using (var call = invoker.AsyncDuplexStreamingCall(method, null, Gateway.Options()))
                    {
                        await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private static async Task<(HttpStatusCode Status, int Code)> CallAsync(HttpClient http, HttpMethod verb, string path)
    {
        using var request = new HttpRequestMessage(verb, path);
        if (verb == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body.RootElement.GetProperty("code").GetInt32());
    }

    private static IEnumerable<(HttpMethod Verb, string Path)> PathsOf(MethodDescriptor rpc) =>
        rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } rule ? []
            : new[] { rule }.Concat(rule.AdditionalBindings).Select(binding =>
            {
                var verb = binding.PatternCase == HttpRule.PatternOneofCase.Get ? HttpMethod.Get
                    : binding.PatternCase == HttpRule.PatternOneofCase.Post ? HttpMethod.Post
                    : throw new InvalidOperationException($"{rpc.FullName} uses a verb that this test does not know: {binding.PatternCase}.");
                return (verb, Field().Replace(verb == HttpMethod.Get ? binding.Get : binding.Post, Guid.NewGuid().ToString()));
            });

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Field();
}
