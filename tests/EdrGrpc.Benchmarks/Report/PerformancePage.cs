using System.Globalization;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// docs/performance.md. The table between the two marks is written by the benchmarks, row by row: a run of some of them leaves the other rows as they
/// are. Everything else on the page is written by people.
/// </summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- figures: written by tests/EdrGrpc.Benchmarks -->";
    private const string End = "<!-- end of figures -->";
    private static readonly string[] Head = ["| what | ceiling in the same run | aim | measured | |", "| --- | --- | --- | --- | --- |"];

    public static async Task UpdateAsync(string path, IReadOnlyList<Figure> figures, string run)
    {
        var text = await File.ReadAllTextAsync(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no lines \"{Begin}\" and \"{End}\" around its table.");
        }

        begin += Begin.Length;
        var rows = text[begin..end].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !Head.Contains(line, StringComparer.Ordinal))
            .Select(line => (Key: Key(line), Line: line)).ToList();
        foreach (var figure in figures)
        {
            var line = figure.ToString();
            var place = rows.FindIndex(row => row.Key == Key(line));
            if (place < 0)
            {
                rows.Add((Key(line), line));
            }
            else
            {
                rows[place] = (Key(line), line);
            }
        }

        var lines = (string[])["", run, "", .. Head, .. rows.Select(row => row.Line), ""];
        await File.WriteAllTextAsync(path, text[..begin] + string.Join('\n', lines) + text[end..]);
    }

    /// <summary>The sentence over the table: when, with what command, on what machine.</summary>
    public static string Run(string command, TimeSpan took, string machine) => string.Create(
        CultureInfo.InvariantCulture, $"Last run {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, `{command}`, {took.TotalMinutes:0} min. {machine}");

    private static string Key(string row) => row.Split('|')[1].Trim();
}
