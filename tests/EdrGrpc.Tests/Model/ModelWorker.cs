using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdrGrpc.Tests.Model;

/// <summary>A <see cref="HostWorker"/> that stands still at every call to the store and to KSC, driven as HostGrain drives it.</summary>
internal sealed class ModelWorker
{
    private readonly ModelCase _case;
    private readonly Func<bool, Task<TimeSpan?>> _run;
    private readonly List<PendingCall> _pending = [];
    private Task<TimeSpan?>? _pass;
    private DateTimeOffset? _due;
    private bool _woken = true;

    /// <summary>A worker of one host, or, with an empty host id, the search for late incidents.</summary>
    public ModelWorker(ModelCase owner, string name, HostKey host)
    {
        _case = owner;
        Name = name;
        Host = host;
        var server = new KscServer(host.Server, "model", "", CertificateCheck.None, new GatedKsc(this, owner.Ksc));
        var store = new GatedStore(this, owner);
        var servers = new KscServers([server]);
        var services = new HostServices(store, servers, new ModelGate(server, store, owner), owner.Settings, owner.Time, NullLoggerFactory.Instance);
        if (IsSearch)
        {
            var search = new LateIncidentSearch(services);
            _run = async _ =>
            {
                await search.RunAsync(CancellationToken.None);
                return owner.Options.LateIncidentInterval;
            };
            return;
        }

        var worker = new HostWorker(host, services);
        _run = hurry =>
        {
            if (hurry)
            {
                worker.Hurry();
            }

            return worker.RunPassAsync(CancellationToken.None);
        };
    }

    public bool IsSearch => Host.HostId.Length == 0;

    public string Name { get; }

    public HostKey Host { get; }

    /// <summary>When it wants to go on; null when it has nothing to do.</summary>
    public DateTimeOffset? NextAt => CanStep ? _case.Now : _due;

    public bool CanStep => _pending.Count > 0 || (_pass is null && (_woken || _due <= _case.Now));

    public void Wake() => _woken = true;

    public Task<ModelFault> GateAsync(string name, CallSort sort)
    {
        var call = new PendingCall(name, sort);
        _pending.Add(call);
        return call.Released;
    }

    /// <summary>One call, or the start of a pass. True if the fault has hit.</summary>
    public bool Step(int choice, ModelFault fault)
    {
        var hit = false;
        if (_pending.Count > 0)
        {
            var call = _pending[choice % _pending.Count];
            _pending.Remove(call);
            hit = fault != ModelFault.None && SortOf(fault) == call.Sort;
            _case.Trace($"{Name} {call.Name}{(hit ? $" !{fault}" : "")}");
            call.Release(hit ? fault : ModelFault.None);
        }
        else
        {
            var woken = _woken;
            _woken = false;
            _case.Trace($"{Name} pass");
            _pass = _run(woken);
        }

        Settle();
        return hit;
    }

    private void Settle()
    {
        if (_pass is not { IsCompleted: true } ended)
        {
            return;
        }

        _pass = null;
        if (ended.Exception?.InnerException is StoreUnavailableException)
        {
            _due = _case.Now + _case.Options.RetryDelay;
            return;
        }

        _due = ended.GetAwaiter().GetResult() is { } pause ? _case.Now + pause : null;
    }

    private static CallSort SortOf(ModelFault fault) => fault switch
    {
        >= ModelFault.AddNotSent and <= ModelFault.AddNotSignedIn => CallSort.Add,
        ModelFault.AnswerLost => CallSort.AddAnswer,
        >= ModelFault.ReadUnreachable and <= ModelFault.ReadNotSignedIn => CallSort.Read,
        >= ModelFault.UpdateAnswerLost and <= ModelFault.UpdateRefused => CallSort.Update,
        _ => CallSort.Store,
    };
}
