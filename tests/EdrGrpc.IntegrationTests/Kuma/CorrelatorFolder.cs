using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>
/// The scripts folder of a correlator, and runs of its scripts as KUMA starts them: as programs, by a user without a home (when the tests
/// run as root), with nothing in the environment and nothing on the standard input.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class CorrelatorFolder : IDisposable
{
    private const UnixFileMode Folders = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Files = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-kuma-");

    public CorrelatorFolder(string url, string certificatePem, params string[] settings)
    {
        File.SetUnixFileMode(_folder.FullName, Folders);
        Copy(Repository.PathOf("clients", "kuma"), _folder.FullName);
        Copy(Repository.PathOf("clients", "kuma", "edrgrpc_kuma"), Path.Combine(_folder.FullName, "edrgrpc_kuma"));
        Write("ca.pem", certificatePem);
        Write("edrgrpc.ini", string.Join('\n', ["[gateway]", "url = " + url, "ca_file = ca.pem", .. settings, ""]));
    }

    /// <summary>A folder whose settings name that gateway by its TLS address.</summary>
    public static CorrelatorFolder For(Gateway gateway, params string[] settings) => new(gateway.Url, gateway.CertificatePem, settings);

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, Files);
        return path;
    }

    public async Task<ScriptRun> RunAsync(string script, params string[] arguments)
    {
        var path = Path.Combine(_folder.FullName, script);
        string[] command = GetEffectiveUserId() == 0
            ? ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments]
            : [path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(2 * Gateway.Patience, TimeProvider.System);
        return new ScriptRun(process.ExitCode, await output, await errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        File.SetUnixFileMode(Directory.CreateDirectory(to).FullName, Folders);
        foreach (var file in Directory.GetFiles(from, "*.py"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();
}
