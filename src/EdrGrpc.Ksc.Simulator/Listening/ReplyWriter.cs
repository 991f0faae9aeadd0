using System.IO.Compression;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Writes answers; compresses only when the client asks.</summary>
internal static class ReplyWriter
{
    /// <summary>Compressing less costs more than it saves.</summary>
    private const int CompressFrom = 512;

    public static async Task WriteAsync(HttpContext context, HttpReply reply, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        var body = reply.Body;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        if (body.Length >= CompressFrom && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
            body = Compress(body, stream => new GZipStream(stream, CompressionLevel.Fastest));
        }
        else if (body.Length >= CompressFrom && accepted.Contains("deflate", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "deflate";
            body = Compress(body, stream => new ZLibStream(stream, CompressionLevel.Fastest));
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    private static byte[] Compress(byte[] body, Func<Stream, Stream> open)
    {
        using var buffer = new MemoryStream();
        using (var stream = open(buffer))
        {
            stream.Write(body);
        }

        return buffer.ToArray();
    }
}
