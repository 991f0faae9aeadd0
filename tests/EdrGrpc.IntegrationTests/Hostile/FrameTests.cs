using System.Net;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>gRPC frames that are cut off, lie about themselves, or unpack to too much.</summary>
public sealed class FrameTests(WatchGateway shared) : IClassFixture<WatchGateway>, IDisposable
{
    private const string Submit = "/edr.response.v1.ResponseService/Submit";
    private const string Watch = "/edr.response.v1.ResponseService/WatchSubmissions";
    private readonly RawClient _raw = new(shared.Gateway);

    public void Dispose() => _raw.Dispose();

    [Theory]
    [InlineData(Submit)]
    [InlineData(Watch)]
    public async Task CompressedBomb_IsRefusedWithoutBeingUnpacked(string method)
    {
        var bomb = RawClient.Gzip(new byte[256 * 1024 * 1024]);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _raw.SendAsync(method, RawClient.Frame(bomb, flags: 1), headers: ("grpc-encoding", "gzip"))));
        var grown = GC.GetTotalMemory(forceFullCollection: false) - heap;

        Assert.All(answers, answer => Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (answer.Code, answer.Info?.Reason)));
        Assert.True(grown < 512L * 1024 * 1024, $"16 bombs of 256 MiB took {grown / 1048576} MiB");
    }

    [Fact]
    public async Task HonestCompression_IsTaken()
    {
        var message = new SubmitRequest { Action = shared.Gateway.Isolate(0) }.ToByteArray();
        var answer = await _raw.SendAsync(Submit, RawClient.Frame(RawClient.Gzip(message), flags: 1), headers: ("grpc-encoding", "gzip"));
        Assert.Equal(StatusCode.OK, answer.Code);
    }

    [Fact]
    public async Task NoGzipBehindTheFlag_IsInvalid()
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame("no gzip"u8, flags: 1), headers: ("grpc-encoding", "gzip"));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (answer.Code, answer.Info?.Reason));
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("br")]
    public async Task UnknownCompression_IsUnimplemented(string encoding)
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame([1, 2, 3], flags: 1), headers: ("grpc-encoding", encoding));
        Assert.Equal(StatusCode.Unimplemented, answer.Code);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(255, null)]
    [InlineData(0, uint.MaxValue)]
    public async Task FrameThatCannotBe_IsInvalid_NotADefect(byte flags, uint? length)
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame([1, 2, 3], flags, length));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (answer.Code, answer.Info?.Reason));
    }

    [Fact]
    public async Task LengthOverTheLimit_IsTooLargeBeforeItsBytesCome()
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame([1, 2, 3], length: 1024 * 1024 * 1024));
        Assert.Equal(StatusCode.ResourceExhausted, answer.Code);
    }

    [Fact]
    public async Task CutOffAndDoubledFrames_AreTheTransportsErrors()
    {
        var frame = RawClient.Frame(new SubmitRequest { Action = shared.Gateway.Isolate(0) }.ToByteArray());
        byte[][] bodies = [[], frame[..3], frame[..^1], [.. frame, .. frame]];
        foreach (var body in bodies)
        {
            Assert.Equal(StatusCode.Internal, (await _raw.SendAsync(Submit, body)).Code);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task OtherContentType_IsRefusedByHttp(string contentType)
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame([]), contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Http);
    }

    [Theory]
    [InlineData("/edr.response.v1.ResponseService/Nothing")]
    [InlineData("/edr.response.v2.ResponseService/Submit")]
    public async Task UnknownMethod_IsUnimplemented(string method)
    {
        var answer = await _raw.SendAsync(method, RawClient.Frame([]));
        Assert.Equal(StatusCode.Unimplemented, answer.Code);
    }

    [Theory]
    [InlineData("grpc-timeout", "99999999H")]
    [InlineData("grpc-timeout", "-1S")]
    [InlineData("grpc-timeout", "x")]
    [InlineData("x-correlation-id", "a b\tc")]
    [InlineData("traceparent", "00-zz-zz-zz")]
    public async Task OddHeaders_DoNotHurt(string name, string value)
    {
        var answer = await _raw.SendAsync("/edr.response.v1.ResponseService/GetCapabilities", RawClient.Frame([]), headers: (name, value));
        Assert.Equal(StatusCode.OK, answer.Code);
    }

    [Fact]
    public async Task BinaryHeaderThatIsNoBase64_IsInvalid()
    {
        var answer = await _raw.SendAsync("/edr.response.v1.ResponseService/GetCapabilities", RawClient.Frame([]), headers: ("grpc-trace-bin", "%%%"));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (answer.Code, answer.Info?.Reason));
    }

    [Fact]
    public async Task GroupsWithoutEnd_AreRefused()
    {
        var answer = await _raw.SendAsync(Submit, RawClient.Frame(Enumerable.Repeat((byte)0x0B, 1_000_000).ToArray()));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (answer.Code, answer.Info?.Reason));
    }
}
