using System.Net;
using System.Net.Http.Headers;

namespace EdrGrpc.Ksc;

/// <summary>
/// A request body that is written at most once and only before its fence.
/// SocketsHttpHandler repeats a request by itself when a pooled connection turns out to be closed: the second serialization throws here.
/// </summary>
internal sealed class FencedContent : HttpContent
{
    private const int Fresh = 0;
    private const int Begun = 1;
    private const int Sealed = 2;

    private readonly byte[] _body;
    private readonly SendFence _fence;
    private readonly Func<string?> _objection;
    private int _state;

    /// <summary>Creates the content.</summary>
    /// <param name="body">The request.</param>
    /// <param name="fence">Checked immediately before the first byte.</param>
    /// <param name="objection">One more check at that moment: a reason not to send, or null.</param>
    public FencedContent(byte[] body, SendFence fence, Func<string?> objection)
    {
        _body = body;
        _fence = fence;
        _objection = objection;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>
    /// Forbids writing from now on. True when not a byte was written and none can be written later, not even by a connection
    /// that is still being set up in the background; false when writing has begun.
    /// </summary>
    public bool Seal() => Interlocked.CompareExchange(ref _state, Sealed, Fresh) != Begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var reason = _objection() ?? _fence.Objection;
        if (reason is not null)
        {
            Seal();
            throw new KscNotSentException($"AddIncident was not sent: {reason}.");
        }

        if (Interlocked.CompareExchange(ref _state, Begun, Fresh) != Fresh)
        {
            throw new InvalidOperationException("AddIncident is never written twice.");
        }

        SendPoints.Reached(SendPoints.RequestWriting);
        await stream.WriteAsync(_body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        SendPoints.Reached(SendPoints.RequestWritten);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
