using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>An HTTP answer: JSON for calls that were executed, plain text for everything else.</summary>
internal sealed record HttpReply(int Status, string ContentType, byte[] Body)
{
    public static HttpReply Json(byte[] body) => new(200, "application/json; charset=utf-8", body);

    public static HttpReply Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
