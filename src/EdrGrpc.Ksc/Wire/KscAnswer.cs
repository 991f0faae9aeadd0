using System.Net;
using System.Text;
using System.Text.Json;

namespace EdrGrpc.Ksc;

/// <summary>What came back over HTTP, not yet understood.</summary>
internal sealed class KscAnswer(HttpStatusCode status, byte[] body, string errorHeader)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>The X-KSC-ErrorMsg header of KSC 16, or empty.</summary>
    public string ErrorHeader { get; } = errorHeader;

    /// <summary>The session is unknown, ended or expired, or authentication is needed (ksc-openapi.md 1.4).</summary>
    public bool IsUnauthenticated => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>The first 1000 characters of a body that is plain text.</summary>
    public string Text(params ReadOnlySpan<string?> secrets) =>
        SafeText.Clean(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 8 * SafeText.MaxLength))), SafeText.MaxLength, secrets);

    /// <summary>The parsed answer of <paramref name="method"/>.</summary>
    /// <exception cref="KscApiException">KSC answered PxgError.</exception>
    /// <exception cref="KscTransportException">The status is not 200 or the body is not a JSON object.</exception>
    public KscResponse Parse(string method)
    {
        if (Status != HttpStatusCode.OK)
        {
            throw new KscTransportException($"KSC answered {method} with HTTP {(int)Status}.", Status, Text());
        }

        try
        {
            // An empty body is what a void method may give besides {} (ksc-openapi.md 1.1 has both for requests).
            using var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Unreadable(method, innerException: null);
            }

            if (root.TryGetProperty("PxgError", out var error) && error.ValueKind != JsonValueKind.Null)
            {
                throw new KscApiException(method, PxgError.Read(error));
            }

            return KscResponse.Read(method, root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Unreadable(method, e);
        }
    }

    private static KscTransportException Unreadable(string method, Exception? innerException) =>
        new($"KSC answered {method} with a body that is not the expected JSON.", HttpStatusCode.OK, innerException: innerException);
}
