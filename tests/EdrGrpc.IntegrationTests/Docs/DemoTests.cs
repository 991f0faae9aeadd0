using System.Text.RegularExpressions;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>The demo shows what it promises, and ends when it is told to.</summary>
public sealed class DemoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Demo_Run_ShowsNineSuccessesAndOneFailureAndStopsCleanly(bool interrupt)
    {
        await using var demo = ServerProcess.Start(["--demo", "--urls", "http://127.0.0.1:0", "--Web:Url", "http://127.0.0.1:0"]);

        await demo.WaitForAsync("The server stays up");
        await demo.WaitForAsync("NOT Kaspersky Security Center");
        var code = interrupt ? await demo.InterruptAsync() : await demo.TerminateAsync();

        Assert.True(code == 0, $"Exit code {code}:\n{demo.Text}");
        var table = demo.Output.Where(line => line.StartsWith('│')).ToList();
        Assert.Equal(9, table.Count(line => Regex.IsMatch(line, @"│ SUCCEEDED\s+│ 100 % ", RegexOptions.None, Gateway.Patience)));
        var failed = Assert.Single(table, line => line.Contains("FAILED", StringComparison.Ordinal));
        Assert.Contains("DeleteFile (made to fail)", failed, StringComparison.Ordinal);
        Assert.Contains("The file was not found on the host.", failed, StringComparison.Ordinal);
        Assert.DoesNotContain("simulator-password", demo.Text, StringComparison.Ordinal);
        Assert.Empty(demo.Errors);
    }
}
