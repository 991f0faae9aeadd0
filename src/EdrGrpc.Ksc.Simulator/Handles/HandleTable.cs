using System.Security.Cryptography;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Accessors and iterators. They die when released, when their session ends, or a lifetime after the last access.</summary>
internal sealed class HandleTable(SimulatorState state)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PurgeEvery = 1024;
    private readonly Dictionary<string, Handle> _handles = new(StringComparer.Ordinal);
    private int _opened;

    /// <summary>Limits 51 and 52: default and maximum lifetime in seconds.</summary>
    public const int DefaultLifeSeconds = 3600;

    public const int MaximumLifeSeconds = 7200;

    public string Open(ApiCall call, HandleKind kind, int? lifeSeconds, int count, Func<int, WireParams?> rowAt)
    {
        if (lifeSeconds is <= 0 or > MaximumLifeSeconds && call.Arguments.Strict)
        {
            throw PxgErrors.BadParameter($"lifetime {lifeSeconds} is not within 1..{MaximumLifeSeconds} s");
        }

        if (++_opened % PurgeEvery == 0)
        {
            Purge();
        }

        var id = RandomNumberGenerator.GetString(Base62, 22);
        var life = TimeSpan.FromSeconds(lifeSeconds ?? DefaultLifeSeconds);
        _handles.Add(id, new Handle(id, kind, call.Session, life, count, rowAt) { LastAccess = state.Clock.Now });
        return id;
    }

    public Handle Get(ApiCall call, HandleKind kind, string id)
    {
        if (!_handles.TryGetValue(id, out var handle) || handle.Kind != kind || handle.Owner != call.Session)
        {
            throw PxgErrors.NotFound(kind.ToString(), id);
        }

        if (handle.IsDead(state.Clock.Now))
        {
            _handles.Remove(id);
            throw PxgErrors.NotFound(kind.ToString(), id);
        }

        handle.LastAccess = state.Clock.Now;
        return handle;
    }

    public Reply Release(ApiCall call, HandleKind kind, string id)
    {
        _handles.Remove(Get(call, kind, id).Id);
        return Reply.Void();
    }

    public IReadOnlyDictionary<HandleKind, int> CountOpen()
    {
        lock (state.Gate)
        {
            Purge();
            return _handles.Values.CountBy(handle => handle.Kind).ToDictionary();
        }
    }

    /// <summary>Kills all accessors, as an expiry between two chunks does.</summary>
    public void ExpireAccessors()
    {
        lock (state.Gate)
        {
            Remove(handle => handle.Kind == HandleKind.Accessor);
        }
    }

    private void Purge()
    {
        var now = state.Clock.Now;
        Remove(handle => handle.IsDead(now));
    }

    private void Remove(Func<Handle, bool> condition)
    {
        foreach (var dead in _handles.Values.Where(condition).ToList())
        {
            _handles.Remove(dead.Id);
        }
    }
}
