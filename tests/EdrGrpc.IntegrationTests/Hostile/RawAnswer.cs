using System.Net;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>What came back for a request that no client library would send.</summary>
internal sealed record RawAnswer(HttpStatusCode Http, StatusCode? Code, string Message, Google.Rpc.Status? Details, int Bytes)
{
    public ErrorInfo? Info => Details?.GetDetail<ErrorInfo>();

    public IReadOnlyList<BadRequest.Types.FieldViolation> Violations => Details?.GetDetail<BadRequest>()?.FieldViolations ?? [];

    public static async Task<RawAnswer> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var code = Header(response, "grpc-status") is { } status ? (StatusCode?)int.Parse(status) : null;
        var details = Header(response, "grpc-status-details-bin") is { } binary ? Google.Rpc.Status.Parser.ParseFrom(Decode(binary)) : null;
        return new RawAnswer(response.StatusCode, code, Uri.UnescapeDataString(Header(response, "grpc-message") ?? ""), details, body.Length);
    }

    public override string ToString() => $"HTTP {(int)Http}, {Code?.ToString() ?? "no grpc-status"} {Info?.Reason}: {Message}";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.First()
        : response.Headers.TryGetValues(name, out var headers) ? headers.First()
        : null;

    private static byte[] Decode(string base64) => Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
}
