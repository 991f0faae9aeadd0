using System.Net;
using EdrGrpc.Server.Settings;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions.Store;
using Npgsql;

namespace EdrGrpc.Server.Cluster;

/// <summary>What this process needs to join the other replicas.</summary>
internal sealed class ReplicaCluster : IAsyncDisposable
{
    /// <summary>Exit code of a replica that lost the database while it started (EX_UNAVAILABLE).</summary>
    public const int DatabaseLostExitCode = 69;

    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    private ReplicaCluster(ReplicaOptions options, PeerCertificates? certificates, ReplicaEndpoint endpoint, NpgsqlDataSource members) =>
        (Options, Certificates, Endpoint, Members) = (options, certificates, endpoint, members);

    public ReplicaOptions Options { get; }

    public PeerCertificates? Certificates { get; }

    public ReplicaEndpoint Endpoint { get; }

    /// <summary>Connections to the table of members.</summary>
    public NpgsqlDataSource Members { get; }

    /// <summary>Whether the engine failed because the table of members could not be reached.</summary>
    public static bool IsDatabaseLost(Exception exception) => exception is NpgsqlException || exception.InnerException is { } inner && IsDatabaseLost(inner);

    /// <exception cref="SettingsException">A setting is missing or malformed.</exception>
    public static ReplicaCluster Open(ReplicaOptions options, string connectionString, TimeProvider time, ILogger logger)
    {
        var certificates = PeerCertificates.Open(options, time, logger);
        var endpoint = ReplicaEndpoint.Of(options, certificates is not null);
        try
        {
            return new ReplicaCluster(options, certificates, endpoint, PostgresClustering.Open(connectionString));
        }
        catch (StoreUnavailableException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }
    }

    /// <summary>
    /// Refuses to join replicas that this one cannot reach, or that cannot reach it, because one side is on loopback: both would be alive and take each
    /// other for dead.
    /// </summary>
    /// <exception cref="SettingsException">It is so.</exception>
    public async Task CheckPeersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Address, int Port, string HostName)> alive;
        try
        {
            alive = await PostgresClustering.ReadAliveAsync(Members, Alive, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new SettingsException($"The replicas that are alive cannot be read from the database: {exception.Message}", exception);
        }

        var isLocal = IPAddress.IsLoopback(Endpoint.Address);
        var host = Dns.GetHostName();
        foreach (var (address, port, hostName) in alive)
        {
            var isPeerLocal = IPAddress.TryParse(address, out var peer) && IPAddress.IsLoopback(peer);
            if (isPeerLocal != isLocal || (isLocal && !string.Equals(host, hostName, StringComparison.OrdinalIgnoreCase)))
            {
                throw new SettingsException(
                    $"Another replica runs on {hostName} and is reached at {address}:{port}, this one on {host} would be reached at {Endpoint.Address}: they could not reach each other. "
                    + "Set Cluster:Address of both to an address that the other machine reaches (and certificates, see docs/replicas.md). A replica that was killed is forgotten after a minute.");
            }
        }
    }

    public ValueTask DisposeAsync() => Members.DisposeAsync();
}
