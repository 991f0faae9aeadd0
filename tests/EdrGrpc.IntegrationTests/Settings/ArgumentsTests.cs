using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Settings;
using Xunit;

namespace EdrGrpc.IntegrationTests.Settings;

/// <summary>The command line of the server: what is not understood never starts one.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("--create-tokn alice", "--create-tokn")]
    [InlineData("--create-token", "--create-token alice")]
    [InlineData("--create-token --urls http://127.0.0.1:0", "--create-token alice")]
    [InlineData("create-token alice", "\"create-token\"")]
    [InlineData("--demo --create-token alice", "--demo and --create-token")]
    [InlineData("--Ksc:TaskBudgett=80", "--Ksc:TaskBudgett")]
    [InlineData("--Ksc:TaskBudget", "no value")]
    [InlineData("--Ksc:TaskBudget --demo", "no value")]
    [InlineData("/urls http://127.0.0.1:0", "--NAME VALUE")]
    [InlineData("urls=http://127.0.0.1:0", "--NAME VALUE")]
    [InlineData("--verbose=true", "docs/settings.md")]
    [InlineData("--kscPassword marker-secret", "can be read by every user")]
    [InlineData("--Ksc:Servers:a:Password=marker-secret", "can be read by every user")]
    [InlineData("--urls http://127.0.0.1:0 extra", "\"extra\"")]
    public void Parse_WhatIsNotUnderstood_IsRefusedWithASentence(string line, string named)
    {
        var refused = Assert.Throws<SettingsException>(() => ServerArguments.Parse(line.Split(' ')));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Serve", "", "")]
    [InlineData("--demo", "Demo", "", "")]
    [InlineData("--urls http://127.0.0.1:0 --demo", "Demo", "", "--urls=http://127.0.0.1:0")]
    [InlineData("--Store:Path=/a.db --create-token alice --Audit:KeyFile /k", "CreateToken", "alice", "--Store:Path=/a.db --Audit:KeyFile=/k")]
    [InlineData("--create-token alice --Store:Path /a.db", "CreateToken", "alice", "--Store:Path=/a.db")]
    [InlineData("--health-check", "HealthCheck", "", "")]
    [InlineData("--health-check http://127.0.0.1:8080", "HealthCheck", "http://127.0.0.1:8080", "")]
    [InlineData("--help", "Help", "", "")]
    [InlineData("--logging:LogLevel:Default=Trace --kestrel:Limits:MaxConcurrentConnections 3", "Serve", "", "--logging:LogLevel:Default=Trace --kestrel:Limits:MaxConcurrentConnections=3")]
    public void Parse_CommandsAtAnyPlace_AndSettings(string line, string command, string value, string settings)
    {
        var parsed = ServerArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((command, value, settings), (parsed.Command.ToString(), parsed.Value, string.Join(' ', parsed.Settings)));
    }

    [Fact]
    public async Task CreateToken_AfterASetting_MakesATokenAndDoesNotServe()
    {
        var folder = Directory.CreateTempSubdirectory("edrgrpc-token-");
        try
        {
            await using var program = ServerProcess.Start(["--Store:Path", Path.Combine(folder.FullName, "gateway.db"), "--create-token", "alice"]);
            Assert.Equal(0, await program.ExitAsync());
            Assert.StartsWith("edr_", Assert.Single(program.Output), StringComparison.Ordinal);
            Assert.Contains("Token for alice", Assert.Single(program.Errors), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_UnknownCommand_EndsWith2AndOneLine()
    {
        await using var program = ServerProcess.Start(["--create-tokens", "alice"]);
        Assert.Equal(2, await program.ExitAsync());
        Assert.Contains("--create-tokens", Assert.Single(program.Output.Concat(program.Errors)), StringComparison.Ordinal);
    }
}
