using System.Diagnostics;
using System.Text.Json;

namespace EdrGrpc.Conformance;

/// <summary>Runs one runner and reads its lines.</summary>
internal static class RunnerProcess
{
    /// <summary>Name of the check that is about the program as a whole: it ran, ended in time, and said the same with its exit code.</summary>
    public const string ExitStep = "exit";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One result for every expected step, and one for the program.</summary>
    public static async Task<IReadOnlyList<StepResult>> RunAsync(ProcessStartInfo start, IReadOnlyList<Step> expected)
    {
        var steps = expected.Select(step => step.Name).ToList();
        start.RedirectStandardOutput = true;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} was not started.");
        var lines = new List<string>();
        var reading = ReadAsync(process, lines);
        string? problem = null;
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), reading).WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            problem = $"It did not end within {Limit.TotalMinutes} minutes.";
        }

        var (results, strange) = Read(lines);
        var complete = steps.Select(step => ResultOf(step, results)).ToList();
        problem ??= (strange ?? results.Select(result => result.Step).Except(steps).FirstOrDefault()) is { } line ? $"Not a step's line: {line}" : null;
        var passed = complete.TrueForAll(result => result.Ok);
        problem ??= passed == (process.ExitCode == 0) ? null : $"The exit code was {process.ExitCode}.";
        return [.. complete, new StepResult(ExitStep, passed && problem is null, clock.ElapsedMilliseconds, problem ?? "A step failed.")];
    }

    private static async Task ReadAsync(Process process, List<string> lines)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }
    }

    private static (List<StepResult> Results, string? Strange) Read(List<string> lines)
    {
        var results = new List<StepResult>();
        string? strange = null;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            try
            {
                results.Add(JsonSerializer.Deserialize<StepResult>(line, Json)!);
            }
            catch (JsonException)
            {
                strange ??= line;
            }
        }

        return (results, strange);
    }

    private static StepResult ResultOf(string step, List<StepResult> results) =>
        results.Where(result => result.Step == step).ToList() switch
        {
            [var one] => one,
            [] => new StepResult(step, false, 0, "No line was printed for this step."),
            _ => new StepResult(step, false, 0, "More than one line was printed for this step."),
        };
}
