namespace EdrGrpc.Conformance;

/// <summary>Calls of one step that the server refuses. A client that repeats them makes more, though every call of its user ends as it should.</summary>
/// <param name="Code">Status of these calls, as in UNAUTHENTICATED; no other step has it.</param>
/// <param name="Count">How many calls of one client.</param>
internal sealed record Refusals(string Code, int Count)
{
    /// <summary>The results of a runner, compared with what the server counted meanwhile.</summary>
    public static IReadOnlyList<StepResult> Compare(IReadOnlyList<StepResult> results, IReadOnlyList<Step> steps, int clients, IReadOnlyDictionary<string, int> counted)
    {
        var compared = results.Select(result => steps.FirstOrDefault(step => step.Name == result.Step)?.Refusals is { } refusals
            ? refusals.Compare(result, clients, counted.GetValueOrDefault(refusals.Code))
            : result).ToList();
        return compared.Where(result => result.Step != RunnerProcess.ExitStep).All(result => result.Ok)
            ? compared
            : [.. compared.Select(result => result is { Step: RunnerProcess.ExitStep, Ok: true } ? result with { Ok = false, Detail = "A step failed." } : result)];
    }

    private StepResult Compare(StepResult result, int clients, int counted) => !result.Ok || counted == Count * clients
        ? result
        : result with { Ok = false, Detail = $"The server refused {counted} calls with {Code}, not {Count * clients}: such a call must not be repeated." };
}
