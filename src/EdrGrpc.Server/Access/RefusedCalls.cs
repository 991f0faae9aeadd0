using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Server.Access;

/// <summary>
/// Records calls that are refused before anything is looked at: not authenticated, or too many. They cost whoever makes them nothing, so that only some of a minute
/// are recorded one by one; the rest is counted, and the next record says how many there were.
/// </summary>
internal sealed partial class RefusedCalls(IAuditStore audit, TimeProvider time, ILogger<RefusedCalls> logger)
{
    /// <summary>Who a caller is that did not say so.</summary>
    public const string Unauthenticated = "unauthenticated";

    private const int MostOfOne = 10;
    private const int MostInAll = 200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, int> _recorded = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private DateTimeOffset _windowEnds;
    private int _inAll;
    private long _unrecorded;

    public async Task RecordAsync(AuditEntry entry)
    {
        if (!Take($"{entry.Rule} {entry.Principal} {entry.Peer}"))
        {
            Interlocked.Increment(ref _unrecorded);
            return;
        }

        var unrecorded = Interlocked.Exchange(ref _unrecorded, 0);
        try
        {
            await audit.AppendAsync(
                unrecorded == 0 ? entry : entry with { DetailJson = CallAudit.Detail(("unrecorded_before", unrecorded.ToString(System.Globalization.CultureInfo.InvariantCulture))) }, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            // The caller is refused anyway, for the reason it is refused for.
            Interlocked.Add(ref _unrecorded, unrecorded + 1);
            NotRecorded(logger, exception.Message);
        }
    }

    private bool Take(string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now >= _windowEnds)
            {
                (_windowEnds, _inAll) = (now + Window, 0);
                _recorded.Clear();
            }

            var ofThis = _recorded.GetValueOrDefault(key);
            if (_inAll >= MostInAll || ofThis >= MostOfOne)
            {
                return false;
            }

            _recorded[key] = ofThis + 1;
            _inAll++;
            return true;
        }
    }

    [LoggerMessage(331, LogLevel.Error, "That a call was refused could not be recorded: {Reason}")]
    private static partial void NotRecorded(ILogger logger, string reason);
}
