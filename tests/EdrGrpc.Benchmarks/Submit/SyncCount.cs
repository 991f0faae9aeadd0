using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EdrGrpc.Benchmarks;

/// <summary>Counts fsync and fdatasync of processes with strace, which slows them: for a round of its own. Rates count only when the disk was really asked.</summary>
internal sealed class SyncCount : IAsyncDisposable
{
    private readonly Process _strace;
    private readonly string _output;

    private SyncCount(Process strace, string output) => (_strace, _output) = (strace, output);

    /// <summary>Begins to count; null when strace is not installed.</summary>
    public static async Task<SyncCount?> StartAsync(params IEnumerable<int> processes)
    {
        var output = Path.GetTempFileName();
        var start = new ProcessStartInfo("strace") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-f", "-c", "-e", "trace=fsync,fdatasync", "-o", output, .. processes.SelectMany(id => new[] { "-p", id.ToString() })])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var strace = Process.Start(start)!;

            // It says "attached" when it is.
            await strace.StandardError.ReadLineAsync();
            return new SyncCount(strace, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Ends the count.</summary>
    public async Task<int> StopAsync()
    {
        _ = Kill(_strace.Id, 2);
        await _strace.StandardError.ReadToEndAsync();
        await _strace.WaitForExitAsync();

        // "% time  seconds  usecs/call  calls  errors  syscall"
        return (await File.ReadAllLinesAsync(_output))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 4 && columns[^1] is "fsync" or "fdatasync")
            .Sum(columns => int.Parse(columns[3], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_strace.HasExited)
        {
            await StopAsync();
        }

        _strace.Dispose();
        File.Delete(_output);
    }

    // SIGINT lets strace write its summary; Process.Kill would end it without.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
