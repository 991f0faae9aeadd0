namespace EdrGrpc.Conformance;

/// <summary>The program that plays the scenario with the client of one language.</summary>
/// <param name="Language">Its row in the table.</param>
/// <param name="Script">Shell script that runs it, relative to the repository's root; the folder it stands in is the working folder.</param>
/// <param name="Clients">How many clients play each step.</param>
internal sealed record Runner(string Language, string Script, int Clients = 1)
{
    /// <summary>Every row that must pass; one without a runner has failed.</summary>
    public static IReadOnlyList<Runner> All { get; } =
    [
        new("csharp", "clients/csharp/conformance/run.sh"),
        new("typescript", "clients/typescript/conformance/run.sh"),
        new("browser", "clients/typescript/conformance/run-browser.sh"),
        new("python", "clients/python/conformance/run.sh", Clients: 2),
        new("go", "clients/go/conformance/run.sh"),
        new("java", "clients/java/conformance/run.sh"),
        new("cpp", "clients/cpp/conformance/run.sh"),
        new("ruby", "clients/ruby/conformance/run.sh"),
    ];
}
