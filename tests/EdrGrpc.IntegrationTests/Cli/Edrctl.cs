using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>The real edrctl as a process. EDRCTL_PROGRAM names another build of it, for example the native one.</summary>
internal sealed class Edrctl(Gateway gateway)
{
    private const int Interrupt = 2;

    /// <summary>Environment of the next run, beside the address and the CA file of the gateway.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["EDRCTL_ADDRESS"] = gateway.Url,
        ["EDRCTL_CA_FILE"] = gateway.CertificateFile,
    };

    public static (string File, string[] Arguments) Program => System.Environment.GetEnvironmentVariable("EDRCTL_PROGRAM") is { Length: > 0 } program
        ? (program, [])
        : ("dotnet", [Repository.PathOf("src", "EdrGrpc.Cli", "bin", Configuration, "net10.0", "edrctl.dll")]);

    // Its own folder, not the tests': there some of its assemblies are left to the web framework, which it does not load.
    private static string Configuration => Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;

    public Task<EdrctlResult> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public async Task<EdrctlResult> RunAsync(string input, string[] arguments)
    {
        using var process = Start(Program.File, [.. Program.Arguments, .. arguments]);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process, new StringBuilder());
    }

    /// <summary>Runs a program with the same environment, for shells and terminals.</summary>
    public async Task<EdrctlResult> RunProgramAsync(string file, params string[] arguments)
    {
        using var process = Start(file, arguments);
        process.StandardInput.Close();
        return await EndAsync(process, new StringBuilder());
    }

    /// <summary>Starts it and acts when a line of the output holds a text.</summary>
    public async Task<EdrctlResult> RunUntilAsync(string[] arguments, string text, Func<Process, Task> act)
    {
        using var process = Start(Program.File, [.. Program.Arguments, .. arguments]);
        var output = new StringBuilder();
        try
        {
            while (true)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Gateway.Patience, TimeProvider.System)
                    ?? throw new InvalidOperationException($"It ended before it wrote '{text}':\n{output}{await process.StandardError.ReadToEndAsync()}");
                output.AppendLine(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    break;
                }
            }

            await act(process);
            return await EndAsync(process, output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Ctrl+C.</summary>
    public static Task InterruptAsync(Process process) =>
        Kill(process.Id, Interrupt) == 0 ? Task.CompletedTask : throw new InvalidOperationException("The signal was not sent.");

    private static async Task<EdrctlResult> EndAsync(Process process, StringBuilder output)
    {
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            output.Append(await process.StandardOutput.ReadToEndAsync().WaitAsync(Gateway.Patience, TimeProvider.System));
            await process.WaitForExitAsync().WaitAsync(Gateway.Patience, TimeProvider.System);
            return new EdrctlResult(process.ExitCode, output.ToString(), await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8, StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        string[] kept = ["PATH", "DOTNET_ROOT", "TMPDIR"];
        var inherited = kept.Select(name => (Name: name, Value: System.Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
        {
            start.Environment[name] = value;
        }

        // A home of its own: no profile of whoever runs the tests.
        start.Environment["HOME"] = gateway.Folder;
        start.Environment["DOTNET_CLI_HOME"] = gateway.Folder;
        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
