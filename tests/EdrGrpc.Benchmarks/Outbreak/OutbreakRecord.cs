using EdrGrpc.Contract.V1;

namespace EdrGrpc.Benchmarks;

/// <summary>What a watcher of all submissions learned: when each was sent and ended, on the clock of the simulation.</summary>
internal sealed class OutbreakRecord
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SubmissionState> _ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Who, TimeSpan Wait)> _waits = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _sent = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _who = new(StringComparer.Ordinal);
    private long _events;

    public int Ended
    {
        get
        {
            lock (_lock)
            {
                return _ends.Count;
            }
        }
    }

    public long Events
    {
        get
        {
            lock (_lock)
            {
                return _events;
            }
        }
    }

    /// <summary>Submissions by the state they ended in.</summary>
    public IReadOnlyDictionary<SubmissionState, int> Ends
    {
        get
        {
            lock (_lock)
            {
                return _ends.Values.CountBy(state => state).ToDictionary();
            }
        }
    }

    /// <summary>Waiting reasons, without the names in them, with the events that said so.</summary>
    public IReadOnlyList<(string Reason, int Count)> Reasons
    {
        get
        {
            lock (_lock)
            {
                return [.. _reasons.Select(reason => (reason.Key, reason.Value)).OrderByDescending(reason => reason.Value)];
            }
        }
    }

    /// <summary>Times from the record of a submission until KSC had its incident, by who asked.</summary>
    public ILookup<string, TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return _waits.Values.ToLookup(wait => wait.Who, wait => wait.Wait);
            }
        }
    }

    /// <summary>Names the kind of work on a host, before it is submitted.</summary>
    public void Expect(string host, string who)
    {
        lock (_lock)
        {
            _who[host] = who;
        }
    }

    /// <summary>Incidents between two times.</summary>
    public int Sent(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_lock)
        {
            return _sent.Count(time => time >= from && time < to);
        }
    }

    public void Take(SubmissionEvent step)
    {
        lock (_lock)
        {
            _events++;
            var submission = step.Submission;
            if (step.State == SubmissionState.IncidentAdded && !_waits.ContainsKey(step.SubmissionId))
            {
                var time = step.OccurTime.ToDateTimeOffset();
                _sent.Add(time);
                _waits[step.SubmissionId] = (_who[submission.TargetHost], time - submission.CreateTime.ToDateTimeOffset());
            }
            else if (step.State >= SubmissionState.Succeeded)
            {
                _ends[step.SubmissionId] = step.State;
            }
            else if (submission.WaitingReason.Length > 0)
            {
                var reason = submission.WaitingReason.Contains("the oldest unfinished one is", StringComparison.Ordinal)
                    ? "the task budget is used up, with the oldest unfinished submission named"
                    : submission.WaitingReason.Split(':', ';')[0];
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            }
        }
    }
}
