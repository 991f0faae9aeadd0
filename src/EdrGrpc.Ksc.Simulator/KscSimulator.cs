using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>A stand-in Administration Server on loopback. It is not Kaspersky Security Center and manages no device.</summary>
public sealed class KscSimulator : IAsyncDisposable
{
    private readonly SimulatorState _state;
    private readonly CredentialCheck _authenticator;
    private readonly Listener _listener;

    private KscSimulator(SimulatorOptions options)
    {
        _state = new SimulatorState(options);
        _authenticator = new CredentialCheck(_state);
        Certificate = SimulatorCertificate.Create();
        _listener = new Listener(_state, new Dispatcher(_state, _authenticator), Certificate);
    }

    /// <summary>Address it listens on, for example "127.0.0.1".</summary>
    public string Host => Options.BindAddress.ToString();

    /// <summary>Port it listens on; stays the same over outages.</summary>
    public int Port => _listener.Port;

    /// <summary>Root of the server, without the API path.</summary>
    public Uri BaseAddress => new UriBuilder(Uri.UriSchemeHttps, Host, Port).Uri;

    /// <summary>The self-signed TLS certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Settings it was started with.</summary>
    public SimulatorOptions Options => _state.Options;

    /// <summary>Managed devices.</summary>
    public SimulatedHosts Hosts => _state.Hosts;

    /// <summary>Faults to play.</summary>
    public FaultPlan Faults => _state.Faults;

    /// <summary>Ground truth of what happened.</summary>
    public Ledger Ledger => _state.Ledger;

    /// <summary>Tasks and the script that ends them.</summary>
    public SimulatedTasks Tasks => _state.PublicTasks;

    /// <summary>The background connection to the Web Console; while false no incident becomes a task. Default true.</summary>
    public bool ServiceConsoleAvailable
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.ServiceConsoleAvailable;
            }
        }

        set
        {
            lock (_state.Gate)
            {
                _state.ServiceConsoleAvailable = value;
            }
        }
    }

    /// <summary>Authentications tried, right or wrong.</summary>
    public int LoginAttempts => _authenticator.Attempts;

    /// <summary>Calls received so far by method name.</summary>
    public IReadOnlyDictionary<string, int> CallCounts => new Dictionary<string, int>(_state.CallCounts, StringComparer.Ordinal);

    /// <summary>Accessors that no one released and that have not expired.</summary>
    public int OpenAccessors => _state.Handles.CountOpen().GetValueOrDefault(HandleKind.Accessor);

    /// <summary>Iterators of all kinds that no one released and that have not expired.</summary>
    public int OpenIterators => _state.Handles.CountOpen().Where(kind => kind.Key != HandleKind.Accessor).Sum(kind => kind.Value);

    /// <summary>Open result sets by kind: Accessor, TasksIterator, HostStatusIterator, EventIterator, SrvViewIterator.</summary>
    public IReadOnlyDictionary<string, int> OpenHandles => _state.Handles.CountOpen()
        .ToDictionary(kind => kind.Key.ToString(), kind => kind.Value, StringComparer.Ordinal);

    /// <summary>Sessions that have not ended.</summary>
    public int OpenSessions
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Sessions.Alive.Count();
            }
        }
    }

    /// <summary>TCP connections that are open.</summary>
    public int OpenConnections => _listener.Connections.Count;

    /// <summary>Calls that were refused as malformed; a correct client leaves this empty.</summary>
    public IReadOnlyList<string> StrictRejections => _state.StrictRejections.ToArray();

    /// <summary>Errors of the simulator itself; tests should see none.</summary>
    public IReadOnlyList<Exception> InternalErrors => _state.InternalErrors.ToArray();

    /// <summary>Starts a server.</summary>
    /// <exception cref="ArgumentException">The address is not loopback.</exception>
    public static async Task<KscSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        if (!IPAddress.IsLoopback(options.BindAddress) && !options.IsIsolatedNetwork)
        {
            throw new ArgumentException($"The simulator listens on loopback addresses only, not on {options.BindAddress}.", nameof(options));
        }

        var simulator = new KscSimulator(options);
        try
        {
            await simulator._listener.StartAsync(cancellationToken);
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the certificate as PEM into a directory and returns the file's path.</summary>
    public string WriteCertificate(string directory)
    {
        var path = Path.Combine(Directory.CreateDirectory(directory).FullName, "klserver-SIMULATOR.cer");
        File.WriteAllText(path, Certificate.ExportCertificatePem() + "\n");
        return path;
    }

    /// <summary>Begins an outage: connections break, the port refuses. State and simulated time go on.</summary>
    public Task StopListeningAsync() => _listener.StopAsync();

    /// <summary>Ends an outage on the same port.</summary>
    public Task StartListeningAsync() => _listener.StartAsync(CancellationToken.None);

    /// <summary>Breaks all open connections; the listener goes on.</summary>
    public void DropConnections() => _listener.Connections.AbortAll();

    /// <summary>Forgets all sessions as a server restart does: connections break, tokens answer 403.</summary>
    public void DropSessions()
    {
        _state.Sessions.EndAll();
        DropConnections();
    }

    /// <summary>Lets all sessions expire: connections stay, the next call answers 403.</summary>
    public void ExpireAllSessions() => _state.Sessions.EndAll();

    /// <summary>Unblocks the account.</summary>
    public void UnlockAccount() => _authenticator.Unlock();

    /// <summary>Calls received so far of one method, for example "HostGroup.AddIncident" or "login".</summary>
    public int CallCount(string method) => _state.CallCounts.GetValueOrDefault(method);

    /// <summary>Adds a task of another origin. It stays in its state until completed or deleted; a [Response] name makes it count for rotation.</summary>
    /// <returns>The task's id.</returns>
    public int AddForeignTask(string hostId, string displayName, SimulatedTaskState state = SimulatedTaskState.Running)
    {
        lock (_state.Gate)
        {
            var task = _state.Tasks.Add(Hosts.Get(hostId), displayName, null, null);
            if (!task.Deleted)
            {
                _state.Runner.Set(task, state);
            }

            return task.Id;
        }
    }

    /// <summary>Adds an incident of another origin; a well-formed body becomes a task like any other.</summary>
    /// <returns>The incident's id.</returns>
    public int AddForeignIncident(string hostId, string body, DateTimeOffset added, int severity = 2)
    {
        lock (_state.Gate)
        {
            return _state.Incidents.Add(Hosts.Get(hostId), WireTime.Seconds(added), body, severity, handled: false, userId: null, foreign: true).Id;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        await _listener.StopAsync();
        _state.Dispose();
        Certificate.Dispose();
    }
}
