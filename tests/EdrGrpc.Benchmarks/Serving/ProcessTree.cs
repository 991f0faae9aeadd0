using System.Globalization;

namespace EdrGrpc.Benchmarks;

/// <summary>Processes as /proc shows them.</summary>
internal static class ProcessTree
{
    /// <summary>All that were started by a process, directly or not.</summary>
    public static IReadOnlyList<(int Id, string Name)> DescendantsOf(int ancestor)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<(int Id, string Name, int Parent)>()
            .ToList();
        var found = new List<(int, string)>();
        var parents = new HashSet<int> { ancestor };
        while (all.FindAll(process => parents.Contains(process.Parent)) is { Count: > 0 } children)
        {
            found.AddRange(children.Select(child => (child.Id, child.Name)));
            parents = [.. children.Select(child => child.Id)];
        }

        return found;
    }

    /// <summary>Processor time of the children of this process that have ended and were waited for.</summary>
    public static TimeSpan EndedChildren() => Times(Fields(File.ReadAllText("/proc/self/stat")), ofEndedChildren: true);

    /// <summary>Processor time of the running servers of PostgreSQL that this process started, and of their processes that have ended.</summary>
    public static TimeSpan OfPostgres()
    {
        var sum = TimeSpan.Zero;
        foreach (var (id, _) in DescendantsOf(Environment.ProcessId).Where(process => process.Name == "postgres"))
        {
            try
            {
                var fields = Fields(File.ReadAllText($"/proc/{id}/stat"));
                sum += Times(fields, ofEndedChildren: false) + Times(fields, ofEndedChildren: true);
            }
            catch (IOException)
            {
                // It ended: what it took is with its parent in the next count.
            }
        }

        return sum;
    }

    // Fields after the name in parentheses: state is the 3rd, utime, stime, cutime and cstime the 14th to 17th, in hundredths of a second.
    private static TimeSpan Times(string[] fields, bool ofEndedChildren)
    {
        var first = ofEndedChildren ? 13 : 11;
        return TimeSpan.FromMilliseconds(10 * (Number(fields[first]) + Number(fields[first + 1])));
    }

    private static (int Id, string Name, int Parent)? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return (id, text[(text.IndexOf('(') + 1)..text.LastIndexOf(')')], (int)Number(Fields(text)[1]));
        }
        catch (IOException)
        {
            // It ended.
            return null;
        }
    }

    private static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
