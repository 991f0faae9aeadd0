using System.Collections.Concurrent;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Everything the server knows. One lock guards all of it; it outlives the listener, so an outage loses nothing.</summary>
internal sealed class SimulatorState : IDisposable
{
    private const int RememberedProblems = 1000;

    public SimulatorState(SimulatorOptions options)
    {
        Options = options;
        Random = new Random(options.Seed);
        Ledger = new Ledger(options.LedgerPath);
        Clock = new SimulatedClock(Gate, options, InternalErrors.Enqueue);
        Handles = new HandleTable(this);
        Sessions = new SessionTable(this);
        Events = new EventStore(this);
        Hosts = new SimulatedHosts(this);
        Incidents = new IncidentStore(this);
        Tasks = new TaskStore(this);
        Runner = new TaskRunner(this);
        Service = new BackgroundService(this);
        PublicTasks = new SimulatedTasks(this);
        Faults = new FaultPlan(this);
        HostSeeder.Fill(this);
    }

    public Lock Gate { get; } = new();

    public SimulatorOptions Options { get; }

    public Random Random { get; }

    public SimulatedClock Clock { get; }

    public Ledger Ledger { get; }

    public HandleTable Handles { get; }

    public SessionTable Sessions { get; }

    public EventStore Events { get; }

    public SimulatedHosts Hosts { get; }

    public IncidentStore Incidents { get; }

    public TaskStore Tasks { get; }

    public TaskRunner Runner { get; }

    public BackgroundService Service { get; }

    public SimulatedTasks PublicTasks { get; }

    public FaultPlan Faults { get; }

    public ConcurrentDictionary<string, int> CallCounts { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> StrictRejections { get; } = new();

    public ConcurrentQueue<Exception> InternalErrors { get; } = new();

    public bool ServiceConsoleAvailable { get; set; } = true;

    /// <summary>Writes the ledger; call it under the state lock.</summary>
    public void Record(LedgerEntry entry) => Ledger.Append(entry, Clock.Now);

    public void Reject(string why)
    {
        if (StrictRejections.Count < RememberedProblems)
        {
            StrictRejections.Enqueue(why);
        }
    }

    public void Dispose()
    {
        Clock.Dispose();
        Ledger.Close();
    }
}
