using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>A gateway on a store with millions of ended submissions against one on a store that began empty, round by round in turn.</summary>
internal static class StoredBenchmark
{
    private const double RateAim = 0.9;
    private const double PageAim = 2;
    private const int PageSize = 50;
    private const int Missed = 1000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(StoredSettings settings)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, hosts: 1);
        var (emptyFolder, fullFolder) = (folder.Make("empty"), folder.Make("full"));
        var file = settings.File.Length > 0 ? settings.File : Path.Combine(fullFolder, "gateway.db");
        var filled = File.Exists(file) ? "used again" : await FillAsync(fullFolder, file, ksc, settings);
        new StoreFiller(file).Settle();
        var bytes = new FileInfo(file).Length;
        Console.WriteLine($"{settings.Size:N0} submissions with {settings.Events} events each: {filled}, {bytes / 1e9:F1} GB");

        using var empty = await MeasuredStore.StartAsync(emptyFolder, Path.Combine(emptyFolder, "gateway.db"), ksc, []);
        var started = Stopwatch.GetTimestamp();
        var random = new Random(20261125);
        using var full = await MeasuredStore.StartAsync(
            fullFolder, file, ksc, [.. Enumerable.Range(0, 100_000).Select(_ => StoreFiller.Id(random.Next(settings.Size), settings.Size).ToString())]);
        var start = Stopwatch.GetElapsedTime(started);

        // The 1,000th page of the store that began empty: what the rounds store.
        var page = Math.Min(1000, settings.Calls * (settings.Rounds + 1) / PageSize);
        MeasuredStore[] both = [empty, full];
        foreach (var store in both)
        {
            await store.SubmitAsync(settings.Calls);
        }

        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var store in both)
            {
                await store.SubmitAsync(settings.Calls);
                await store.GetAsync(settings.Calls);
            }
        }

        foreach (var store in both)
        {
            await store.ListAsync(page, PageSize);
            await store.ResumeAsync(Missed);
            Console.WriteLine($"{(store == empty ? "empty" : "full "),5}: Submit {Round.Median(store.Submits)}");
            Console.WriteLine($"       GetSubmission {Round.Median(store.Gets)}");
            Console.WriteLine($"       first page {store.FirstPage}; page {page:N0} {store.LatePage}; resume of {Missed:N0} events {store.Resume}");
        }

        var (submitBase, submit, getBase, get) = (Round.Median(empty.Submits), Round.Median(full.Submits), Round.Median(empty.Gets), Round.Median(full.Gets));
        var what = $"{settings.Size / 1e6:0.#} million stored submissions";
        return
        [
            Rate($"{what}: Submit", submitBase, submit, $"; made by bulk SQL ({filled}), {bytes / 1e9:F1} GB with {settings.Events} events each, start of the server {start.TotalSeconds:F1} s"),
            Rate($"{what}: GetSubmission", getBase, get, ""),
            Page($"{what}: first page of ListSubmissions", empty.FirstPage, full.FirstPage),
            Page($"{what}: page {page:N0} of ListSubmissions", empty.LatePage, full.LatePage),
            Page($"{what}: watch resumed {Missed:N0} events back, until caught up", empty.Resume, full.Resume),
        ];
    }

    private static Figure Rate(string what, Round before, Round after, string more) => new(
        what,
        $"store that began empty: {before.Rate:N0}/s, {before.CpuPerCall.TotalMicroseconds:F0} us of server CPU",
        $">= {RateAim:F1} of the rate",
        $"**{after.Rate / before.Rate:F2}**: {after.Rate:N0}/s, {after.CpuPerCall.TotalMicroseconds:F0} us of server CPU{more}",
        after.Rate / before.Rate >= RateAim);

    private static Figure Page(string what, Latencies before, Latencies after) => new(
        what, $"store that began empty: {before}", $"<= {PageAim:F0}x", $"**{after.P50 / before.P50:F2}x**: {after}", after.P50 / before.P50 <= PageAim);

    private static async Task<string> FillAsync(string folder, string file, KscStandIn ksc, StoredSettings settings)
    {
        using (var model = await MeasuredStore.StartAsync(folder, file, ksc, [], dispatches: true))
        {
            await model.SubmitToEndAsync(ksc.HostIds[0]);
        }

        var took = new StoreFiller(file).Fill(settings.Size, settings.Events);
        return $"filled in {took.TotalSeconds:N0} s";
    }
}
