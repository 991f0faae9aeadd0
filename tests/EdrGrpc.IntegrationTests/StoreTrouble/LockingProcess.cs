using System.Diagnostics;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>Another program (sqlite3) that holds SQLite's own lock on a data file.</summary>
internal sealed class LockingProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LockingProcess(Process process) => _process = process;

    public static async Task<LockingProcess> LockAsync(string path, string begin = "BEGIN IMMEDIATE")
    {
        var process = Process.Start(new ProcessStartInfo("sqlite3", [path]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardInput.WriteLineAsync($".timeout 20000\n{begin};\nSELECT 'locked';");
        await process.StandardInput.FlushAsync();
        var said = await process.StandardOutput.ReadLineAsync().WaitAsync(Gateway.Patience, TimeProvider.System);
        if (said == "exclusive")
        {
            // The pragma's own answer.
            said = await process.StandardOutput.ReadLineAsync().WaitAsync(Gateway.Patience, TimeProvider.System);
        }

        return said == "locked" ? new LockingProcess(process) : throw new InvalidOperationException($"sqlite3 said '{said}'.");
    }

    /// <summary>Gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Gateway.Patience, TimeProvider.System);
        _process.Dispose();
    }
}
