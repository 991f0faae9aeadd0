using System.Runtime.CompilerServices;

namespace EdrGrpc.Ksc;

/// <summary>Reads the results of HostGroup.Find* (ksc-openapi.md 3).</summary>
internal static class ChunkReader
{
    /// <summary>How long KSC keeps a set after the last access, seconds; enough for a slow consumer, short enough to clean up after a crash.</summary>
    public const int LifetimeSeconds = 300;

    /// <summary>What the vendor's samples use; no maximum is documented.</summary>
    private const int ChunkSize = 200;

    /// <summary>At most <paramref name="limit"/> items, 0 = all.</summary>
    public static async IAsyncEnumerable<KlParams> ReadAsync(
        KscCaller caller, KscRequest find, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var set = await ResultSet.OpenAsync(caller, find, "strAccessor", "ChunkAccessor.Release", cancellationToken);
        var count = set.Opening.RequireInt();
        var wanted = limit > 0 ? Math.Min(limit, count) : count;
        var start = 0;
        while (start < wanted)
        {
            var range = new KlParams { ["nStart"] = start, ["nCount"] = Math.Min(ChunkSize, wanted - start) };
            var chunk = (await set.CallAsync("ChunkAccessor.GetItemsChunk", range, cancellationToken)).Members.FindParams("pChunk");

            // Absent or empty past the end (question Q4): rows can vanish after the count was taken.
            var items = chunk?.Find("KLCSP_ITERATOR_ARRAY")?.AsArray() ?? [];
            if (items.Count == 0)
            {
                yield break;
            }

            start += items.Count;
            foreach (var item in items.Select(item => item.AsParams()).OfType<KlParams>())
            {
                yield return item;
            }
        }
    }
}
