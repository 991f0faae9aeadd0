using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>
/// Counts of the policy's limits for a group. Requests of one group differ in the beginning of the window by milliseconds: what lies within the latest
/// window is counted once, and what lies between the beginnings is read.
/// </summary>
internal sealed class LimitCounts
{
    private readonly Dictionary<Key, Count> _counts = [];

    /// <summary>Per key: the earliest and the latest beginning of a window in the group.</summary>
    public static List<(Effects Effects, string? Principal, long Earliest, long Latest)> Windows(IEnumerable<AcceptLimit> limits) => limits
        .GroupBy(Key.Of)
        .Select(group => (group.Key.Effects, group.Key.Principal, group.Min(limit => limit.Since.UtcTicks), group.Max(limit => limit.Since.UtcTicks)))
        .ToList();

    public void Add(Effects effects, string? principal, int used, long? oldest) => _counts[new Key(effects, principal)] = new Count(used, oldest, []);

    public void AddBetween(Effects effects, string? principal, long createdAt) => _counts[new Key(effects, principal)].Between.Add(createdAt);

    public int Used(AcceptLimit limit)
    {
        var count = _counts[Key.Of(limit)];
        return count.Used + count.Between.Count(ticks => ticks > limit.Since.UtcTicks);
    }

    public long? Oldest(AcceptLimit limit)
    {
        var count = _counts[Key.Of(limit)];
        var between = count.Between.Where(ticks => ticks > limit.Since.UtcTicks).ToList();
        return between.Count > 0 ? between.Min() : count.Oldest;
    }

    private sealed record Key(Effects Effects, string? Principal)
    {
        public static Key Of(AcceptLimit limit) => new(limit.Effects, limit.Principal is { } principal ? PgText.Clean(principal) : null);
    }

    private sealed record Count(int Used, long? Oldest, List<long> Between);
}
