using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EdrGrpc.Tests.Simulator;

/// <summary>One HTTP answer, read to the end.</summary>
internal sealed record WireAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);
}
