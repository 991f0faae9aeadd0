using System.Collections.Concurrent;
using System.Text.Json;
using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.CrashHarness;

/// <summary>The misbehaviour of KSC. Every fault of an AddIncident is written down with the incident it hit, every other one is counted.</summary>
internal sealed class KscFaults
{
    private const string AddIncident = "HostGroup.AddIncident";

    /// <summary>Within the gateway's quiet period: found and adopted.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);

    /// <summary>After the quiet period: the gateway has sent again, or given up, by then.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(9);

    // In per cent of the calls.
    private static readonly (string Name, int Share)[] OfAddIncident =
        [("lost", 10), ("foreign", 2), ("foreign-lost", 2), ("dropped", 3), ("status-403", 2), ("error-1195", 3), ("soon", 2), ("late", 4)];

    private readonly KscSimulator _simulator;
    private readonly Observations _observations;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, string> _decisions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile bool _on;

    public KscFaults(KscSimulator simulator, Observations observations, int seed, bool on)
    {
        (_simulator, _observations, _random, _on) = (simulator, observations, new Random(seed), on);
        var faults = simulator.Faults;

        // The first rule hits nothing: it writes the call down and decides what the others do with it.
        faults.On(AddIncident).When(Decide).DropBefore();
        faults.On(AddIncident).When(call => Is(call, "dropped")).DropBefore();
        faults.On(AddIncident).When(call => Is(call, "status-403")).Status(403);
        faults.On(AddIncident).When(call => Is(call, "error-1195")).PxgError(1195, "The server is temporarily unavailable");
        faults.On(AddIncident).When(call => Is(call, "soon")).ProcessLate(Soon);
        faults.On(AddIncident).When(call => Is(call, "late")).ProcessLate(Late);
        faults.On(AddIncident).When(call => Is(call, "lost") || Is(call, "foreign-lost")).LoseAnswer();

        faults.On("*").When(call => IsOther(call, "dropped call", 1.0)).DropBefore();
        faults.On("*").When(call => IsOther(call, "lost answer of a call", 0.5)).LoseAnswer();
        faults.On("*").When(call => IsOther(call, "403 of a call", 0.5)).Status(403);
        faults.On("*").When(call => IsOther(call, "1195 of a call", 0.5)).PxgError(1195, "The server is temporarily unavailable");
    }

    /// <summary>How often each fault was played.</summary>
    public IEnumerable<KeyValuePair<string, int>> Counts => _counts.OrderBy(count => count.Key, StringComparer.Ordinal);

    /// <summary>Until when requests may still be worked off late.</summary>
    public static TimeSpan LongestDelay => Late;

    /// <summary>From now on KSC behaves; what it works off late still comes.</summary>
    public void Stop() => _on = false;

    private bool Decide(SimulatedCall call)
    {
        var data = call.Arguments.GetProperty("pData");
        var (host, body) = (data.GetProperty("KLHST_WKS_HOSTNAME").GetString()!, data.GetProperty("KLINCDT_BODY").GetString()!);
        _observations.Call(host, body);
        var decision = _on ? Draw() : "";
        _decisions[call.ConnectionId] = decision;
        if (decision.Length > 0)
        {
            _counts.AddOrUpdate("AddIncident " + decision, 1, (_, count) => count + 1);
            _observations.Fault(decision, host, body);
        }

        if (decision.StartsWith("foreign", StringComparison.Ordinal))
        {
            _simulator.AddForeignIncident(host, body, Added(data));
        }

        return false;
    }

    private static DateTimeOffset Added(JsonElement data) => data.GetProperty("KLINCDT_ADDED").GetProperty("value").GetDateTimeOffset();

    private string Draw()
    {
        var drawn = Next() * 100;
        foreach (var (name, share) in OfAddIncident)
        {
            drawn -= share;
            if (drawn < 0)
            {
                return name;
            }
        }

        return "";
    }

    // A connection carries one call at a time.
    private bool Is(SimulatedCall call, string decision) => _decisions.GetValueOrDefault(call.ConnectionId) == decision;

    private bool IsOther(SimulatedCall call, string name, double percent)
    {
        // A refused login would look like a wrong password.
        if (!_on || call.Method is AddIncident or "login" or "Session.StartSession" || Next() * 100 >= percent)
        {
            return false;
        }

        _counts.AddOrUpdate(name, 1, (_, count) => count + 1);
        return true;
    }

    private double Next()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }
}
