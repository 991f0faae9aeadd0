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
    public static TimeSpan EndedChildren()
    {
        // Fields after the name in parentheses: state is the 3rd, cutime and cstime the 16th and 17th, in hundredths of a second.
        var fields = Fields(File.ReadAllText("/proc/self/stat"));
        return TimeSpan.FromMilliseconds(10 * (Number(fields[13]) + Number(fields[14])));
    }

    /// <summary>Processor time of a process so far.</summary>
    public static TimeSpan CpuOf(int id)
    {
        var fields = Fields(File.ReadAllText($"/proc/{id}/stat"));
        return TimeSpan.FromMilliseconds(10 * (Number(fields[11]) + Number(fields[12])));
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
