using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Grpc.Net.Client;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>Every command of the README works as printed against the demo.</summary>
public sealed partial class ReadmeTests : IAsyncLifetime
{
    private ServerProcess _demo = null!;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _demo = ServerProcess.Start(["--demo", "--urls", "http://127.0.0.1:0", "--Web:Url", "http://127.0.0.1:0"]);
        _url = (await _demo.WaitForAsync(@"The gateway listens on (?<url>http://\S+)")).Groups["url"].Value;
    }

    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    [Fact]
    public async Task BufCurlLines_AgainstTheDemo_AllSucceed()
    {
        var lines = BufCurl().Matches(await ReadmeAsync()).ToList();
        Assert.True(lines.Count >= 6, $"Only {lines.Count} lines were found.");
        foreach (var line in lines)
        {
            var method = line.Groups["method"].Value;
            var (code, output, errors) = await RunBufAsync(
                ["curl", .. line.Groups["options"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-d", line.Groups["json"].Value, $"{_url}/{method}"]);

            Assert.True(code == 0, $"{line.Value}\n{output}{errors}");
            using var json = JsonDocument.Parse("[" + Objects().Replace(output.Trim(), "},{") + "]");
            var messages = json.RootElement.EnumerateArray().ToList();
            Assert.NotEmpty(messages);
            Assert.Contains(Expected(method), output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GrpcurlLines_Requests_ParseAndAreAccepted()
    {
        using var channel = GrpcChannel.ForAddress(_url);
        var client = new ResponseService.ResponseServiceClient(channel);
        var lines = Grpcurl().Matches(await ReadmeAsync()).ToList();
        Assert.True(lines.Count >= 11, $"Only {lines.Count} lines were found.");
        var tasks = new HashSet<ResponseAction.TaskOneofCase>();
        foreach (var line in lines)
        {
            var method = ResponseService.Descriptor.FindMethodByName(line.Groups["method"].Value) ?? throw new InvalidOperationException($"No such method: {line.Value}");
            var request = (IMessage)JsonParser.Default.Parse(line.Groups["json"].Value, method.InputType);

            var rehearsal = SubmitRequest.Parser.ParseFrom(request.ToByteArray());
            rehearsal.ValidateOnly = true;
            var response = await client.SubmitAsync(rehearsal, Gateway.Options());
            Assert.NotEqual("", response.IncidentBody);
            tasks.Add(rehearsal.Action.TaskCase);
        }

        Assert.Equal(9, tasks.Count);
    }

    private static string Expected(string method) => method[(method.IndexOf('/', StringComparison.Ordinal) + 1)..] switch
    {
        "Submit" => "SUBMISSION_STATE_ACCEPTED",
        "SubmitAndWatch" => "SUBMISSION_STATE_SUCCEEDED",
        "ListSubmissions" => "\"submissions\"",
        "FindHosts" => "HOST-0009",
        "GetServerStatus" => "\"authenticated\": true",
        _ => "SERVING",
    };

    private static async Task<(int Code, string Output, string Errors)> RunBufAsync(string[] arguments)
    {
        var installed = Repository.PathOf("tests", "tools", "node_modules", "@bufbuild", "buf-linux-x64", "bin", "buf");
        var start = new ProcessStartInfo(File.Exists(installed) ? installed : "buf") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Gateway.Patience, TimeProvider.System);
        return (process.ExitCode, await output, await errors);
    }

    private static Task<string> ReadmeAsync() => File.ReadAllTextAsync(Repository.PathOf("README.md"));

    [GeneratedRegex(@"^buf curl (?<options>.*) -d '(?<json>.*)' http://localhost:5000/(?<method>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BufCurl();

    [GeneratedRegex(@"^grpcurl -plaintext -d '(?<json>.*)' localhost:5000 edr\.response\.v1\.ResponseService/(?<method>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grpcurl();

    // Streams are printed as one JSON object after another.
    [GeneratedRegex(@"\}\s*\{", RegexOptions.None, 1000)]
    private static partial Regex Objects();
}
