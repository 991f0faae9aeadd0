using System.Collections.Concurrent;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Servers;

namespace EdrGrpc.Submissions.Policy;

/// <summary>Facts about hosts for policies, remembered for a short while: sending asks KSC anew, whatever is remembered here.</summary>
public sealed class HostFactsSource(KscServers servers, TimeProvider time)
{
    private const int MostRemembered = 200_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<HostKey, (HostFacts? Facts, DateTimeOffset At)> _facts = new();
    private readonly ConcurrentDictionary<string, string> _administrationServers = new(StringComparer.Ordinal);
    private readonly string[] _gatewayNames = [Environment.MachineName, System.Net.Dns.GetHostName()];

    /// <summary>What is remembered of a host, without a call.</summary>
    public HostFacts? Find(HostKey host) => Recall(host)?.Facts;

    /// <summary>The facts of a host; null when KSC does not know it, or cannot say in time.</summary>
    public async Task<HostFacts?> GetAsync(HostKey host, CancellationToken cancellationToken) =>
        Find(host) ?? (await AskAsync(host, cancellationToken)).Facts;

    /// <summary>The facts of a host, none when KSC does not know it, and whether that is sure: not when KSC cannot say in time.</summary>
    public async ValueTask<(bool IsSure, HostFacts? Facts)> KnowAsync(HostKey host, CancellationToken cancellationToken) =>
        Recall(host) is { } known ? (true, known.Facts) : await AskAsync(host, cancellationToken);

    private (HostFacts? Facts, DateTimeOffset At)? Recall(HostKey host) =>
        _facts.TryGetValue(host, out var known) && time.GetUtcNow() - known.At < Remembered ? known : null;

    private async Task<(bool IsSure, HostFacts? Facts)> AskAsync(HostKey host, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (servers.Find(host.Server) is { } server && await server.Client.GetHostAsync(host.HostId, both.Token) is { } found)
            {
                return (true, await LearnAsync(server, found, both.Token));
            }

            Remember(host, null);
            return (true, null);
        }
        catch (Exception exception) when (exception is KscException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, null);
        }
    }

    /// <summary>Takes note of a host that KSC has just described.</summary>
    /// <exception cref="KscException">Which host the Administration Server itself is could not be asked.</exception>
    public async Task<HostFacts> LearnAsync(KscServer server, KscHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!_administrationServers.TryGetValue(server.Name, out var administration))
        {
            administration = (await server.Client.GetServerInfoAsync(cancellationToken)).ServerHostId ?? "";
            _administrationServers[server.Name] = administration;
        }

        var facts = HostFacts.Of(host, administration, _gatewayNames);
        Remember(new HostKey(server.Name, host.Id), facts);
        return facts;
    }

    private void Remember(HostKey host, HostFacts? facts)
    {
        if (_facts.Count > MostRemembered)
        {
            _facts.Clear();
        }

        _facts[host] = (facts, time.GetUtcNow());
    }
}
