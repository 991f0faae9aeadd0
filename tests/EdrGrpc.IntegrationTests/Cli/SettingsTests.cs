using System.Runtime.Versioning;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>Where edrctl's settings come from, whom it trusts, and what it says when the gateway is not there.</summary>
public sealed class SettingsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    [Fact]
    public async Task Profile_IsUsed_UnlessTheEnvironmentOrAFlagSaysOtherwise()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Gateway.Folder, ".config", "edrctl"));
        var profile = Path.Combine(folder.FullName, "config.json");
        await File.WriteAllTextAsync(profile, $$"""{ "address": "{{Gateway.Url}}", "caFile": "../../gateway-ca.pem" }""");
        try
        {
            var bare = new Edrctl(Gateway);
            bare.Environment.Clear();
            (await bare.RunAsync("capabilities")).Ended(0);

            bare.Environment["EDRCTL_ADDRESS"] = "https://127.0.0.1:1";
            Assert.Contains("https://127.0.0.1:1 cannot be reached", (await bare.RunAsync("capabilities")).Ended(5).Errors, StringComparison.Ordinal);
            (await bare.RunAsync("capabilities", "--address", Gateway.Url)).Ended(0);

            await File.WriteAllTextAsync(profile, """{ "adress": "https://127.0.0.1:1" }""");
            Assert.Contains("adress", (await bare.RunAsync("capabilities")).Ended(2).Errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(profile);
        }
    }

    [Fact]
    public async Task Certificate_NotTrusted_EndsWith5AndNamesTheFlag()
    {
        var cli = new Edrctl(Gateway);
        cli.Environment.Remove("EDRCTL_CA_FILE");
        Assert.Contains("--ca-file", (await cli.RunAsync("capabilities")).Ended(5).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:5000", "without encryption")]
    [InlineData("ftp://127.0.0.1", "is not an address of a gateway")]
    [InlineData("127.0.0.1:5000", "is not an address of a gateway")]
    public async Task Address_NotSafeOrNotOne_EndsWith2(string address, string sentence) =>
        Assert.Contains(sentence, (await new Edrctl(Gateway).RunAsync("capabilities", "--address", address)).Ended(2).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task TokenFile_MissingOrNoToken_EndsWith2WithoutItsContent()
    {
        (await new Edrctl(Gateway).RunAsync("list", "--token-file", "/no/such/file")).Ended(2);
        var file = Path.Combine(Gateway.Folder, "two-lines");
        await File.WriteAllTextAsync(file, "secret-one\nsecret-two\n");
        Assert.DoesNotContain("secret-", (await new Edrctl(Gateway).RunAsync("list", "--token-file", file)).Ended(2).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NoAnswerInTime_EndsWith5AndSaysHowToRepeat()
    {
        using var gate = Gateway.Simulator.Faults.On("HostGroup.FindHosts*").Gate();
        var result = (await new Edrctl(Gateway).RunAsync(
            "submit", "isolate-host", "--host-name", Gateway.Simulator.Hosts.All[9].DisplayName, "--timeout", "500ms", "--request-id", "0192f1a0-0000-7000-8000-000000000001", "--expire-at", "2099-01-01T00:00:00Z")).Ended(5);
        Assert.Contains("--request-id 0192f1a0-0000-7000-8000-000000000001 --expire-at 2099-01-01T00:00:00Z", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ListsEveryExitCode()
    {
        var help = (await new Edrctl(Gateway).RunAsync("submit", "isolate-host", "--help")).Ended(0);
        foreach (var code in (string[])["  0 ", "  2 ", "  3 ", "  4 ", "  5 ", "  6 ", "  130 "])
        {
            Assert.Contains(help.Lines, line => line.StartsWith(code, StringComparison.Ordinal));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Bash_CompletesCommandsFlagsAndWords()
    {
        var cli = new Edrctl(Gateway);
        var (file, arguments) = Edrctl.Program;
        var folder = Directory.CreateDirectory(Path.Combine(Gateway.Folder, "bin")).FullName;
        var wrapper = Path.Combine(folder, "edrctl");
        await File.WriteAllTextAsync(wrapper, $"#!/bin/sh\nexec {string.Join(' ', [file, .. arguments])} \"$@\"\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        const string Script = """
            PATH=$1:$PATH
            source <(edrctl completion bash)
            try() { COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<<"$1"; [[ $1 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _edrctl; echo "${COMPREPLY[*]}"; }
            try 'edrctl subm'
            try 'edrctl submit iso'
            try 'edrctl submit isolate-host --rel'
            try 'edrctl list --state task-'
            try 'edrctl submit isolate-host --severity '
            """;
        var result = (await cli.RunProgramAsync("bash", "-c", Script, "bash", folder)).Ended(0);

        Assert.Equal(
            ["submit", "isolate-host", "--release --release-after", "task-created task-running", "critical information warning"],
            result.Lines.Select(line => string.Join(' ', line.Split(' ').Order(StringComparer.Ordinal))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminal_ShowsALiveView_WithoutColoursIfSoWished(bool noColor)
    {
        var cli = new Edrctl(Gateway);
        if (noColor)
        {
            cli.Environment["NO_COLOR"] = "1";
        }

        var (file, arguments) = Edrctl.Program;
        var command = string.Join(' ', [file, .. arguments, "submit", "get-file", "--path", "'C:\\a'", "--host", Gateway.HostId(7), "--watch"]);
        var result = await cli.RunProgramAsync("script", "-qec", command, "/dev/null");

        Assert.True(result.Code == 0, result.Text);
        Assert.Contains("SUCCEEDED", result.Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[?25l", result.Output, StringComparison.Ordinal);
        Assert.Equal(!noColor, result.Output.Contains("\u001b[38;5;2m", StringComparison.Ordinal));
        Assert.DoesNotContain("{ \"", result.Output, StringComparison.Ordinal);
    }
}
