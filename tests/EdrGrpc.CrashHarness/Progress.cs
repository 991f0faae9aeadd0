using System.Collections.Concurrent;

namespace EdrGrpc.CrashHarness;

/// <summary>Which acknowledged submissions have not ended, as told by a watcher.</summary>
internal sealed class Progress
{
    private readonly ConcurrentDictionary<string, bool> _unfinished = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);

    public int Acknowledged { get; private set; }

    public int Unfinished => _unfinished.Count;

    public IEnumerable<string> UnfinishedIds => _unfinished.Keys;

    public void Acknowledge(string submissionId)
    {
        lock (_ended)
        {
            Acknowledged++;
            if (!_ended.ContainsKey(submissionId))
            {
                _unfinished[submissionId] = true;
            }
        }
    }

    public void End(string submissionId)
    {
        lock (_ended)
        {
            _ended[submissionId] = true;
            _unfinished.TryRemove(submissionId, out _);
        }
    }
}
