namespace EdrGrpc.Conformance;

/// <summary>The program that plays the scenario with the client of one language.</summary>
/// <param name="Language">Its row in the table.</param>
/// <param name="Script">Shell script that runs it, relative to the repository's root; the folder it stands in is the working folder.</param>
internal sealed record Runner(string Language, string Script)
{
    /// <summary>Every row that must pass; one without a runner has failed. Java and C++ have generated code and no runner yet.</summary>
    public static IReadOnlyList<Runner> All { get; } =
    [
        new("csharp", "clients/csharp/conformance/run.sh"),
        new("typescript", "clients/typescript/conformance/run.sh"),
        new("browser", "clients/typescript/conformance/run-browser.sh"),
        new("python", "clients/python/conformance/run.sh"),
        new("go", "clients/go/conformance/run.sh"),
        new("ruby", "clients/ruby/conformance/run.sh"),
    ];
}
