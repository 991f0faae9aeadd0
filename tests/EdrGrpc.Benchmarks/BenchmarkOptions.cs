namespace EdrGrpc.Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="Names">The benchmarks to run, in order.</param>
/// <param name="IsQuick">A tenth of the work: shows that everything runs, not how fast.</param>
/// <param name="Store">Store of submit.</param>
/// <param name="Size">Stored submissions of stored; null = the default.</param>
/// <param name="Events">Events kept of each of them.</param>
/// <param name="File">File of stored, kept and used again.</param>
/// <param name="Page">The page whose table is brought up to date; null = none.</param>
internal sealed record BenchmarkOptions(
    IReadOnlyList<string> Names, bool IsQuick, IReadOnlyList<BenchmarkStore> Stores, int? Size, int Events, string File, string? Page)
{
    public static readonly string[] All = ["submit", "end-to-end", "latency", "vendor", "fan-out", "start", "stored", "micro", "replicas"];

    public const string Usage = """
        Usage: EdrGrpc.Benchmarks all|NAME[,NAME...] [--quick] [--page docs/performance.md]
               submit   [--store sqlite|postgres]
               outbreak [--seed N] [--hosts N] [--isolations N] [--task-seconds N] [--speed N]   (docs/capacity.md)
               store-size N   (docs/capacity.md)
               stored   [--size N] [--events N] [--file FILE]
        Names: submit, end-to-end, latency, vendor, fan-out, start, stored, micro, replicas.
        "all" runs everything (about 20 minutes on two quiet processors) and brings the table of docs/performance.md up to date.
        """;

    /// <summary>Null when it cannot be understood.</summary>
    public static BenchmarkOptions? Read(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            return null;
        }

        var names = arguments[0] == "all" ? All : arguments[0].Split(',');
        var options = new BenchmarkOptions(
            names, false, [BenchmarkStore.Sqlite, BenchmarkStore.Postgres], null, 2, "", arguments[0] == "all" ? Path.Combine("docs", "performance.md") : null);
        for (var place = 1; place < arguments.Length; place++)
        {
            var value = place + 1 < arguments.Length ? arguments[place + 1] : "";
            switch (arguments[place])
            {
                case "--quick":
                    options = options with { IsQuick = true };
                    continue;
                case "--store" when Enum.TryParse<BenchmarkStore>(value, ignoreCase: true, out var store):
                    options = options with { Stores = [store] };
                    break;
                case "--size" when int.TryParse(value, out var size) && size > 0:
                    options = options with { Size = size };
                    break;
                case "--events" when int.TryParse(value, out var events) && events > 1:
                    options = options with { Events = events };
                    break;
                case "--file" when value.Length > 0:
                    options = options with { File = Path.GetFullPath(value) };
                    break;
                case "--page" when value.Length > 0:
                    options = options with { Page = value };
                    break;
                default:
                    return null;
            }

            place++;
        }

        return names.All(name => All.Contains(name, StringComparer.Ordinal)) ? options : null;
    }
}
