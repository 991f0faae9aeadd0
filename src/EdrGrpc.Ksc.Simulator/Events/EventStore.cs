namespace EdrGrpc.Ksc.Simulator;

/// <summary>Stored events, oldest dropped first, and the events for console subscriptions.</summary>
internal sealed class EventStore(SimulatorState state)
{
    private readonly Queue<StoredEvent> _events = new();
    private long _next = 90_812;

    public IEnumerable<StoredEvent> All => _events;

    public void Store(StoredTask task, string type, int newState, int oldState, int severity, string description)
    {
        var stored = new StoredEvent(
            _next++, type, task.Host, task.DisplayName, newState, oldState, state.Clock.ServerNow, severity, description);
        task.Events.Add(stored);
        _events.Enqueue(stored);
        while (_events.Count > state.Options.EventLimit)
        {
            _events.Dequeue();
        }
    }

    public void Publish(string type, WireParams parameters)
    {
        foreach (var session in state.Sessions.Alive)
        {
            session.Subscriptions.Offer(type, parameters, state.Clock.ServerNow);
        }
    }
}
