using System.Collections.Concurrent;
using System.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Secrets;

/// <summary>The KSC password and session tokens appear nowhere: not in logs at any level, not in answers, not in the data file.</summary>
public sealed class SecretsTests
{
    private const string Password = "Мarker-9c1f!pässword";
    private static readonly JsonFormatter Json = new(new JsonFormatter.Settings(formatDefaultValues: true, TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor)));

    private const string WrongPassword = "Wrong-marker-77ab!";

    [Fact]
    public async Task Run_WithFailuresOfEveryKind_LeavesNoSecretBehind()
    {
        var options = Gateway.Fast();
        options.Password = Password;
        await using var other = await KscSimulator.StartAsync(options);
        await using var gateway = await Gateway.StartAsync(options);
        var seen = new List<string>();
        var tokens = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        gateway.Simulator.Faults.On("*").When(call => call.SessionToken is { } token && tokens.TryAdd(token, true) && false).DropBefore();
        var passwordFile = Path.Combine(gateway.Folder, "ksc-password");
        var certificate = Path.Combine(gateway.Folder, "klserver-SIMULATOR.cer");

        // Login failure.
        await File.WriteAllTextAsync(passwordFile, WrongPassword);
        seen.Add(await StatusAsync(gateway));
        seen.Add(await RefusedAsync(gateway));
        await File.WriteAllTextAsync(passwordFile, Password);

        // Normal work, KSC errors, broken connections and bodies that are no JSON.
        seen.AddRange(await RunAsync(gateway, 0));
        gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).PxgError(1234, "refused by a rule");
        seen.AddRange(await RunAsync(gateway, 1));
        gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).LoseAnswer();
        gateway.Simulator.Faults.On("HostGroup.FindHosts").Times(1).GarbageBody();
        seen.Add(await StatusAsync(gateway));
        seen.AddRange(await RunAsync(gateway, 2));
        gateway.Simulator.DropSessions();
        seen.AddRange(await RunAsync(gateway, 3));

        // Another certificate than the pinned one.
        File.Copy(other.WriteCertificate(Path.Combine(gateway.Folder, "other")), certificate, overwrite: true);
        gateway.Simulator.DropSessions();
        seen.Add(await StatusAsync(gateway));
        seen.Add(await RefusedAsync(gateway));

        Assert.NotEmpty(gateway.Logs.Lines);
        var secrets = Encodings(Password).Concat(Encodings(WrongPassword)).Concat(tokens.Keys).ToList();
        Assert.NotEmpty(tokens);
        await gateway.StopAsync();
        var data = string.Concat(Directory.GetFiles(gateway.Folder, "gateway.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.NotEqual("", data);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(gateway.Logs.Lines, line => line.Text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(seen, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), data, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Text.Contains("KSCBasic ", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Encodings(string secret)
    {
        yield return secret;
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        yield return Uri.EscapeDataString(secret);
        yield return System.Text.Json.JsonEncodedText.Encode(secret).ToString();
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(secret));
    }

    private static async Task<string> StatusAsync(Gateway gateway) =>
        Json.Format(await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options()));

    private static async Task<string> RefusedAsync(Gateway gateway)
    {
        var action = gateway.Isolate(0);
        action.TargetHostName = "HOST-0001";
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitAsync(new SubmitRequest { Action = action }, Gateway.Options()));
        return $"{exception} {exception.GetRpcStatus()} {string.Join(' ', exception.Trailers.Where(entry => !entry.IsBinary).Select(entry => entry.Value))}";
    }

    private static async Task<IEnumerable<string>> RunAsync(Gateway gateway, int host)
    {
        var submission = await gateway.SubmitAsync(gateway.Isolate(host));
        return (await gateway.EventsUntilAsync(submission.SubmissionId, _ => false)).Select(step => Json.Format(step));
    }
}
