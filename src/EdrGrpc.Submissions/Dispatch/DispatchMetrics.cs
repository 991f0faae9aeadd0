using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>What sending and following does, in meter "EdrGrpc".</summary>
public sealed class DispatchMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdrGrpc";

    private readonly Counter<long> _states;
    private readonly Counter<long> _waits;
    private readonly Counter<long> _late;
    private readonly ConcurrentDictionary<string, (int Used, int Budget, int Waiting)> _servers = new(StringComparer.Ordinal);

    /// <summary>Creates the instruments.</summary>
    public DispatchMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _states = meter.CreateCounter<long>("edrgrpc.submissions.states", "{submission}", "Submissions that entered a state");
        _waits = meter.CreateCounter<long>("edrgrpc.submissions.waits", "{submission}", "Submissions that began to wait, by kind of reason");
        _late = meter.CreateCounter<long>("edrgrpc.incidents.late", "{incident}", "Second incidents of a submission: KSC worked off a lost request late");
        meter.CreateObservableGauge("edrgrpc.budget.used", () => Read(server => server.Used), "{task}", "Response tasks counted against the budget, as last seen when a host asked to send");
        meter.CreateObservableGauge("edrgrpc.budget.limit", () => Read(server => server.Budget), "{task}", "The task budget");
        meter.CreateObservableGauge("edrgrpc.hosts.waiting", () => Read(server => server.Waiting), "{host}", "Hosts that wait for the budget or the pace");
    }

    internal void Entered(string server, SubmissionState state) => _states.Add(1, Server(server), new KeyValuePair<string, object?>("state", state.ToString()));

    internal void Waits(string server, WaitKind kind) => _waits.Add(1, Server(server), new KeyValuePair<string, object?>("kind", kind.ToString()));

    internal void LateIncident(string server) => _late.Add(1, Server(server));

    internal void Budget(string server, int used, int budget, int waiting) => _servers[server] = (used, budget, waiting);

    internal void Waiting(string server, int waiting) =>
        _servers.AddOrUpdate(server, (0, 0, waiting), (_, known) => known with { Waiting = waiting });

    private static KeyValuePair<string, object?> Server(string server) => new("server", server);

    private IEnumerable<Measurement<int>> Read(Func<(int Used, int Budget, int Waiting), int> value) =>
        _servers.Select(server => new Measurement<int>(value(server.Value), Server(server.Key)));
}
