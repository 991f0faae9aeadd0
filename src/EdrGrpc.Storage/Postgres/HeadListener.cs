using System.Globalization;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Listens to the notifications of other replicas. They only save time: the follower looks by itself every second.</summary>
internal sealed class HeadListener : IAsyncDisposable
{
    /// <summary>The channel; its payload is the version of the head.</summary>
    public const string Channel = "edrgrpc_head";

    private readonly PostgresConnections _connections;
    private readonly Action<long> _moved;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public HeadListener(PostgresConnections connections, Action<long> moved, TimeSpan pause, TimeProvider time)
    {
        _connections = connections;
        _moved = moved;
        _pause = pause;
        _time = time;
        _work = Task.Run(WorkAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The follower reports trouble; it meets the same.
                await Task.Delay(_pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await _connections.OpenListenerAsync(_stop.Token);
        connection.Notification += (_, notification) =>
        {
            if (long.TryParse(notification.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                _moved(version);
            }
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(_stop.Token);
        }

        while (true)
        {
            await connection.WaitAsync(_stop.Token);
        }
    }
}
