using Spectre.Console;

namespace EdrGrpc.Conformance;

/// <summary>Languages and steps, for people; then the failures, and the closing count.</summary>
internal static class ResultTable
{
    public static int Print(IReadOnlyList<(Runner Runner, IReadOnlyList<StepResult> Results)> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("milliseconds");
        foreach (var (runner, _) in rows)
        {
            table.AddColumn(new TableColumn(runner.Language).RightAligned());
        }

        for (var i = 0; i < rows[0].Results.Count; i++)
        {
            var step = i;
            table.AddRow([rows[0].Results[i].Step, .. rows.Select(row => row.Results[step].Ok ? row.Results[step].Millis.ToString() : "[red]FAILED[/]")]);
        }

        // A log has no width of its own, and a wrapped table cannot be read.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
        var all = rows.SelectMany(row => row.Results.Select(result => (row.Runner.Language, Result: result))).ToList();
        foreach (var (language, result) in all.Where(one => !one.Result.Ok))
        {
            Console.WriteLine($"FAILED  {language} {result.Step}: {result.Detail}");
        }

        var failed = all.Count(one => !one.Result.Ok);
        Console.WriteLine($"{all.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
