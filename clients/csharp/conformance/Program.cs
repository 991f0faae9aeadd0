using System.Diagnostics;
using System.Text.Json;
using EdrGrpc.Client.Conformance;

var scenario = JsonDocument.Parse(await File.ReadAllTextAsync(Variable("EDRGRPC_SCENARIO")));
using var steps = new Steps("https://" + Variable("EDRGRPC_ADDRESS"), Variable("EDRGRPC_CA_FILE"), Variable("EDRGRPC_TOKEN"), Variable("EDRGRPC_CONTROL_URL"));
var passed = true;
foreach (var step in scenario.RootElement.GetProperty("steps").EnumerateArray())
{
    var name = step.GetProperty("name").GetString()!;
    var detail = "";
    var clock = Stopwatch.StartNew();
    try
    {
        // A step that hangs has failed.
        await steps.PlayAsync(name, step).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
    }
    catch (Exception exception)
    {
        detail = exception.ToString();
        passed = false;
    }

    Console.WriteLine(JsonSerializer.Serialize(new { step = name, ok = detail.Length == 0, millis = clock.ElapsedMilliseconds, detail }));
}

return passed ? 0 : 1;

static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set; see tests/conformance/README.md.");
