using System.Diagnostics;

namespace EdrGrpc.CrashHarness;

/// <summary>Makes a scene's gateway one that takes no call without a token and deletes no file without a second person.</summary>
internal static class GuardedSettings
{
    private const string Policy = """
        {
          "roles": {
            "caller": { "tasks": ["delete_file", "isolate_host"], "read": "own" },
            "approver": { "tasks": ["delete_file"], "approve": ["*"], "read": "all" }
          },
          "bindings": [
            { "principals": ["caller"], "roles": ["caller"] },
            { "principals": ["approver"], "roles": ["approver"] }
          ],
          "approvals": [{ "name": "deletions", "tasks": ["delete_file"], "expire": "01:00:00" }]
        }
        """;

    /// <summary>Changes the settings; gives the tokens of the caller and of the approver.</summary>
    public static async Task<(string Caller, string Approver)> ApplyAsync(Dictionary<string, string> settings, string folder)
    {
        var policy = Path.Combine(folder, RunFolder.Policy);
        await File.WriteAllTextAsync(policy, Policy);
        settings.Remove("Security__AllowAnonymous");
        settings["Security__PolicyFile"] = policy;
        settings["Ksc__AutoReleaseInterval"] = "00:00:01";
        return (await CreateTokenAsync("caller", settings), await CreateTokenAsync("approver", settings));
    }

    private static async Task<string> CreateTokenAsync(string principal, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Server.dll"), "--create-token", principal])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var told = process.StandardError.ReadToEndAsync();
        var token = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? token : throw new InvalidOperationException($"No token for {principal}: {await told}");
    }
}
