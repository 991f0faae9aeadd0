using System.Globalization;
using System.Threading.Channels;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>
/// Tells other replicas that the head moved: after the commit, on another connection, at most once per interval. A NOTIFY inside the commit would hold
/// a lock of the whole database over its fsync.
/// </summary>
internal sealed class HeadNotifier : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly PostgresReads _reads;
    private readonly TimeProvider _time;
    private readonly Channel<long> _moves = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public HeadNotifier(PostgresReads reads, TimeProvider time)
    {
        _reads = reads;
        _time = time;
        _work = Task.Run(WorkAsync);
    }

    public void HeadMoved(long version) => _moves.Writer.TryWrite(version);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                var version = await _moves.Reader.ReadAsync(_stop.Token);
                try
                {
                    await _reads.ManyAsync(_ => 0, PostgresQueries.Notify, _stop.Token, HeadListener.Channel, version.ToString(CultureInfo.InvariantCulture));
                }
                catch (StoreUnavailableException)
                {
                    // Others look by themselves every second.
                }

                await Task.Delay(Interval, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
