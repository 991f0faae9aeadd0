using System.Net;

namespace EdrGrpc.Ksc;

/// <summary>The HTTP exchange gave no usable answer: a drop, a timeout, a status other than 200, or a body that is not the expected JSON.</summary>
public class KscTransportException : KscException
{
    internal KscTransportException(string message, HttpStatusCode? status = null, string text = "", Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Text = text;
    }

    /// <summary>HTTP status, or null when no status line arrived.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>At most the first 1000 characters of a non-200 body (plain text, ksc-openapi.md 0.2), cleaned of control characters and secrets.</summary>
    public string Text { get; }
}
