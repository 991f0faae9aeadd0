using System.Net.Http.Headers;

namespace EdrGrpc.Ksc;

/// <summary>Headers of one request (ksc-openapi.md 1.1). Authorization and token are secrets: ToString names neither.</summary>
internal sealed class SessionHeaders(string requestId, string? token = null, string? authorization = null, string? virtualServer = null)
{
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("X-KSC-RequestId", requestId);
        if (token is not null)
        {
            headers.TryAddWithoutValidation("X-KSC-Session", token);
        }

        if (authorization is not null)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (virtualServer is not null)
        {
            headers.TryAddWithoutValidation("X-KSC-VServer", virtualServer);
        }
    }

    public override string ToString() => requestId;
}
