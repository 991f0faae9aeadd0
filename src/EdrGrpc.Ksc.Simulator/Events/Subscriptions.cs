namespace EdrGrpc.Ksc.Simulator;

/// <summary>Console event subscriptions of one session.</summary>
internal sealed class Subscriptions
{
    private const int MaximumSubscriptions = 100;
    private const int MaximumQueue = 10_000;
    private const int MaximumPerRetrieve = 100;
    private const int EventLifeSeconds = 3600;
    private readonly Dictionary<int, (string Type, WireParams Filter)> _subscriptions = [];
    private readonly Queue<object?> _queue = new();
    private int _next = 1;
    private DateTimeOffset _nextPoll;

    public int Add(string type, WireParams filter)
    {
        if (_subscriptions.Count >= MaximumSubscriptions)
        {
            throw PxgErrors.TooBig("too many subscriptions in this session");
        }

        _subscriptions.Add(_next, (type, filter));
        return _next++;
    }

    public void Remove(int id)
    {
        if (!_subscriptions.Remove(id))
        {
            throw PxgErrors.NotFound("Subscription", id.ToString());
        }
    }

    /// <summary>Takes an event that some subscription asks for; a full queue loses it, as real servers do.</summary>
    public void Offer(string type, WireParams parameters, DateTimeOffset now)
    {
        if (_queue.Count >= MaximumQueue || !_subscriptions.Values.Any(subscription => Asks(subscription, type, parameters)))
        {
            return;
        }

        _queue.Enqueue(new WireParams
        {
            ["KLSRV_CON_EVENT_TYPE"] = type,
            ["KLSRV_CON_EVENT_PARAMS"] = parameters,
            ["KLSRV_CON_EVENT_BIRTH_TIME"] = now,
            ["KLSRV_CON_EVENT_LIFE_TIME"] = EventLifeSeconds,
        });
    }

    /// <summary>Waiting events; drained is true when none are left, and then the period has to pass first.</summary>
    public object?[] Take(DateTimeOffset now, TimeSpan period, out bool drained)
    {
        if (_subscriptions.Count == 0)
        {
            throw PxgErrors.NotFound("Subscription", "of this session");
        }

        if (now < _nextPoll)
        {
            throw PxgErrors.Unavailable("polled before nPeriod passed");
        }

        var events = new List<object?>();
        while (events.Count < MaximumPerRetrieve && _queue.TryDequeue(out var item))
        {
            events.Add(item);
        }

        drained = _queue.Count == 0;
        if (drained)
        {
            _nextPoll = now + period;
        }

        return [.. events];
    }

    private static bool Asks((string Type, WireParams Filter) subscription, string type, WireParams parameters) =>
        subscription.Type == type
        && subscription.Filter.All(wanted => EqualityFilter.Same(parameters.GetValueOrDefault(wanted.Key), wanted.Value));
}
