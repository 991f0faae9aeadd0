using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdrGrpc.CrashHarness;

/// <summary>What clients were told, watchers saw and the harness did: one JSON object a line, for the ledger check.</summary>
internal sealed class Observations(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private readonly Lock _gate = new();

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A client got OK. <paramref name="firstSentAt"/> is when it first sent this request, maybe to an earlier process.</summary>
    public void Acknowledged(string requestId, IEnumerable<Acknowledged> submissions, DateTimeOffset firstSentAt, bool deduplicated) =>
        Write(new { Kind = "acknowledged", Time = Now, requestId, submissions, firstSentAt, deduplicated });

    /// <summary>A request was refused for good: none of it may be in the store.</summary>
    public void Refused(string requestId) => Write(new { Kind = "refused", Time = Now, requestId });

    /// <summary>An answer that no client should have got.</summary>
    public void Error(string text)
    {
        Console.Error.WriteLine("ERROR: " + text);
        Write(new { Kind = "error", Time = Now, text });
    }

    /// <summary>AddIncident arrived at KSC.</summary>
    public void Call(string host, string body) => Write(new { Kind = "call", Time = Now, host, body });

    public void Fault(string fault, string host, string body) => Write(new { Kind = "fault", Time = Now, fault, host, body });

    public void Killed(string point, int hit) => Write(new { Kind = "killed", Time = Now, point, hit });

    /// <summary>A second person decided, maybe in several attempts: this is the decision that must hold.</summary>
    public void Decided(string submissionId, bool approved) => Write(new { Kind = "decided", Time = Now, submissionId, approved });

    public void Stopped(string point, DateTimeOffset from, DateTimeOffset until) => Write(new { Kind = "stopped", Time = Now, point, from, until });

    public void WatchOpened(int watcher, long afterRevision) => Write(new { Kind = "watchOpened", watcher, afterRevision });

    public void Watched(int watcher, long revision, string submissionId, int state, string detail) =>
        Write(new { Kind = "watched", watcher, revision, submissionId, state, detail });

    /// <summary>The watcher has seen the last event there is.</summary>
    public void WatchEnded(int watcher, int connections) => Write(new { Kind = "watchEnded", watcher, connections });

    public void Dispose() => _file.Dispose();

    private void Write<T>(T line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, Json);
        lock (_gate)
        {
            _file.Write(bytes);
            _file.WriteByte((byte)'\n');
        }
    }
}

/// <summary>One submission of an acknowledged request. <paramref name="Marker"/> is a text that its incident body holds and no other body does.</summary>
internal sealed record Acknowledged(string Id, string Host, string Marker);
