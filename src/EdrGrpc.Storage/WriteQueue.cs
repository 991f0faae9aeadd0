using System.Threading.Channels;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>What waits for the writer of this process.</summary>
internal sealed class WriteQueue<TWrite>
    where TWrite : IPendingWrite
{
    private const int MostWaiting = 8192;

    private readonly Channel<TWrite> _writes = Channel.CreateBounded<TWrite>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <exception cref="StoreUnavailableException">The store is closed.</exception>
    public async Task AddAsync(TWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await _writes.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed: the server is stopping.", exception);
        }
    }

    public ValueTask<bool> WaitAsync() => _writes.Reader.WaitToReadAsync();

    /// <summary>The next write whose caller still waits.</summary>
    public bool TryTake(out TWrite write)
    {
        while (_writes.Reader.TryRead(out var next))
        {
            if (!next.IsCancelled)
            {
                write = next;
                return true;
            }
        }

        write = default!;
        return false;
    }

    /// <summary>Takes nothing more.</summary>
    public void Close() => _writes.Writer.TryComplete();
}
