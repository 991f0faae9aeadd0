using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>Stands between a store and PostgreSQL, and cuts connections just before or just after a COMMIT reaches the server.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private int _cutsBefore;
    private int _cutsAfter;
    private volatile bool _refusing;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _tasks.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts made.</summary>
    public int Cuts { get; private set; }

    /// <summary>Refuse every connection after the next cut.</summary>
    public bool RefuseAfterCut { get; set; }

    public void CutBeforeNextCommit() => Interlocked.Increment(ref _cutsBefore);

    public void CutAfterNextCommit() => Interlocked.Increment(ref _cutsAfter);

    public void Mend() => _refusing = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CloseAll();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private void CloseAll()
    {
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_refusing)
                {
                    client.Dispose();
                    continue;
                }

                _tasks.Add(ServeAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = true;
        _open[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            var answers = PassAsync(server.GetStream(), client.GetStream());
            await PassAsync(client.GetStream(), server.GetStream(), client, answers);
            await answers;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // An end was closed.
        }
        finally
        {
            client.Dispose();
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // An end was closed.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, TcpClient client, Task answers)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer) is var count && count > 0)
        {
            if (buffer.AsSpan(0, count).IndexOf(Commit) >= 0)
            {
                if (Take(ref _cutsBefore))
                {
                    Cut(client);
                    return;
                }

                if (Take(ref _cutsAfter))
                {
                    // The client hears nothing more; the server gets its COMMIT.
                    Cut(client);
                    await to.WriteAsync(buffer.AsMemory(0, count));
                    to.Socket.Shutdown(SocketShutdown.Send);
                    await answers;
                    return;
                }
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private void Cut(TcpClient client)
    {
        Cuts++;
        _refusing = RefuseAfterCut;
        client.Close();
    }

    private static bool Take(ref int counter)
    {
        if (Volatile.Read(ref counter) <= 0)
        {
            return false;
        }

        Interlocked.Decrement(ref counter);
        return true;
    }
}
