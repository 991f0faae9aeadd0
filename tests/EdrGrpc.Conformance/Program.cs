using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdrGrpc.Conformance;

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

var root = Root();
var scenario = Path.Combine(root, "tests", "conformance", "scenario.json");
using var document = JsonDocument.Parse(await File.ReadAllTextAsync(scenario));
var steps = document.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!).ToList();

await using var gateway = await GatewayUnderTest.StartAsync();
await using var control = await ControlEndpoint.StartAsync(gateway);
var rows = new List<(Runner, IReadOnlyList<StepResult>)>();
foreach (var runner in Runner.All.Where(runner => arguments.Only.Count == 0 || arguments.Only.Contains(runner.Language)))
{
    Console.Error.WriteLine($"-- {runner.Language}");
    var script = Path.Combine(root, runner.Script);
    var start = arguments.Command is { } command
        ? new ProcessStartInfo("bash", ["-c", command])
        : new ProcessStartInfo("bash", [script]) { WorkingDirectory = Path.GetDirectoryName(script) is { } folder && Directory.Exists(folder) ? folder : root };
    start.Environment["EDRGRPC_ADDRESS"] = gateway.Address;
    start.Environment["EDRGRPC_CA_FILE"] = gateway.Certificate.CertificateFile;
    start.Environment["EDRGRPC_KEY_FILE"] = gateway.Certificate.KeyFile;
    start.Environment["EDRGRPC_TOKEN"] = gateway.Token;
    start.Environment["EDRGRPC_WEB_URL"] = gateway.WebUrl;
    start.Environment["EDRGRPC_CONTROL_URL"] = control.Urls.First();
    start.Environment["EDRGRPC_SCENARIO"] = scenario;

    // C-core and others would send even loopback calls through a proxy of the environment.
    start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1,localhost";
    rows.Add((runner, await RunnerProcess.RunAsync(start, steps)));
}

var code = ResultTable.Print(rows);
if (code != 0)
{
    Console.Error.WriteLine($"The server's last lines:\n{await gateway.LogTailAsync()}");
}

return code;

// The sources say where the repository is: the driver is only ever run from a checkout.
static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
