using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Open TCP connections and the logins bound to them.</summary>
internal sealed class ConnectionRegistry(SimulatorState state)
{
    /// <summary>Key of the connection's items that holds the session of a /login.</summary>
    public static readonly object SessionKey = new();

    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new(StringComparer.Ordinal);

    public int Count => _open.Count;

    public async Task TrackAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);

            // Losing the TCP connection loses the login and all it owned.
            if (connection.Items.TryGetValue(SessionKey, out var item) && item is Session session)
            {
                state.Sessions.End(session);
            }
        }
    }

    public void AbortAll()
    {
        foreach (var connection in _open.Values)
        {
            connection.Abort();
        }
    }
}
