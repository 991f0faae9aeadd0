using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>The whole body, or null when it exceeds the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, limit));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > limit)
            {
                return null;
            }
        }

        return buffer.ToArray();
    }

    /// <summary>The arguments; an empty body is an empty object. Null when it is no JSON object.</summary>
    public static JsonElement? Parse(byte[] body)
    {
        if (body.Length == 0)
        {
            return Empty;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind == JsonValueKind.Object && !reader.Read() ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
