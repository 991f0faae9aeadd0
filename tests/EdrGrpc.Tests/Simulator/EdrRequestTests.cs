using System.Runtime.CompilerServices;
using System.Text.Json;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class EdrRequestTests
{
    private const string Host = "4328e16a-bf83-47c3-8d0b-0fdf79f9d673";
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";
    private const string Sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("getFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("getFile", $$"""{"md5hash":"{{Md5}}","sha256hash":"{{Sha}}","path":""}""")]
    [InlineData("deleteFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("deleteFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe","searchInSubfolders":false}""")]
    [InlineData("quarantineFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("iocScan", """{"ioc":"UEsDBA==","isolateHost":false,"scanCriticalAreas":true,"quarantineObject":false}""")]
    [InlineData("startProcess", """{"executablePath":"C:\\a.exe"}""")]
    [InlineData("startProcess", """{"executablePath":"C:\\a.exe","arguments":"/x","workingFolder":"C:\\"}""")]
    [InlineData("terminateProcess", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe","caseSensitive":true}""")]
    [InlineData("isolateHost", """{"action":0}""")]
    [InlineData("preventExecution", $$"""{"hash":"{{Md5}}","path":"","caseSensitive":false}""")]
    [InlineData("onDemandScan", """[{"enabled":true,"path":"","recursive":false,"type":14},{"enabled":true,"path":"C:\\","recursive":true,"type":22}]""")]
    public void WellFormed_IsUnderstood(string task, string parameters)
    {
        var request = EdrRequest.Parse(TestServer.Body(Host, task, parameters), Host, out var reason);
        Assert.True(request is not null, reason);
        Assert.Equal(task, request.Task);
    }

    [Theory]
    [InlineData("getFile", """{"md5hash":"","sha256hash":"","path":""}""")]
    [InlineData("getFile", """{"md5hash":"","path":"C:\\a.exe"}""")]
    [InlineData("getFile", """{"md5hash":null,"sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("getFile", """{"md5hash":"12","sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("getFile", $$"""{"md5hash":"","sha256hash":"{{Md5}}","path":"C:\\a.exe"}""")]
    [InlineData("getFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe","searchInSubfolders":true}""")]
    [InlineData("deleteFile", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe","searchInSubfolders":"true"}""")]
    [InlineData("iocScan", """{"ioc":"AAAA","isolateHost":false,"scanCriticalAreas":true,"quarantineObject":false}""")]
    [InlineData("iocScan", """{"ioc":"UEsDBA==","isolateHost":false,"scanCriticalAreas":true}""")]
    [InlineData("startProcess", """{"executablePath":""}""")]
    [InlineData("startProcess", """{"executablePath":"a","arguments":null}""")]
    [InlineData("terminateProcess", """{"md5hash":"","sha256hash":"","path":"C:\\a.exe"}""")]
    [InlineData("isolateHost", """{"action":2}""")]
    [InlineData("isolateHost", """{"action":"1"}""")]
    [InlineData("isolateHost", """{"action":true}""")]
    [InlineData("isolateHost", """[]""")]
    [InlineData("preventExecution", """{"hash":"","path":"C:\\a.exe","caseSensitive":false}""")]
    [InlineData("preventExecution", $$"""{"hash":"{{Sha}}","path":"","caseSensitive":false}""")]
    [InlineData("onDemandScan", """[]""")]
    [InlineData("onDemandScan", """{"enabled":true,"path":"","recursive":false,"type":14}""")]
    [InlineData("onDemandScan", """[{"enabled":true,"path":"","recursive":false,"type":19}]""")]
    [InlineData("ioCScan", """{"ioc":"UEsDBA==","isolateHost":false,"scanCriticalAreas":true,"quarantineObject":false}""")]
    public void IllFormed_IsIgnored(string task, string parameters) =>
        Assert.Null(EdrRequest.Parse(TestServer.Body(Host, task, parameters), Host, out _));

    [Theory]
    [InlineData("not JSON", "not JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"targetHost":"h","task":"isolateHost","params":{"action":1},"responseEventIncidentArea":"K"}""", "responseEventIncident is")]
    [InlineData("""{"targetHost":"h","task":"isolateHost","params":{"action":1},"responseEventIncident":"true","responseEventIncidentArea":"K"}""", "responseEventIncident is")]
    [InlineData("""{"targetHost":"x","task":"isolateHost","params":{"action":1},"responseEventIncident":true,"responseEventIncidentArea":"K"}""", "targetHost")]
    [InlineData("""{"targetHost":"h","task":"isolateHost","params":{"action":1},"responseEventIncident":true}""", "Area")]
    [InlineData("""{"targetHost":"h","task":"isolateHost","responseEventIncident":true,"responseEventIncidentArea":"K"}""", "params: missing")]
    [InlineData("""{"targetHost":"h","task":"isolateHost","params":{"action":1},"responseEventIncident":true,"responseEventIncidentArea":"K","id":1}""", "unknown")]
    public void WrongFrame_IsIgnoredWithAReason(string body, string reason)
    {
        Assert.Null(EdrRequest.Parse(body, "h", out var given));
        Assert.Contains(reason, given, StringComparison.Ordinal);
    }

    /// <summary>What the gateway's own golden bodies look like, this server must understand; the two were written apart.</summary>
    [Fact]
    public void GoldenBodiesOfTheGateway_AreUnderstood()
    {
        var files = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Here())!, "..", "Golden"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var body = File.ReadAllText(file);
            var host = JsonElement.Parse(body).GetProperty("targetHost").GetString()!;
            Assert.True(EdrRequest.Parse(body, host, out var reason) is not null, $"{Path.GetFileName(file)}: {reason}");
        });
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
