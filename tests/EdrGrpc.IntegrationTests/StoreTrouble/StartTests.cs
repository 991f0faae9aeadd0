using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>The real program with a store it cannot use: exit code 2 and one sentence that names the file and what to do.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-start-");

    private string FilePath => Path.Combine(_folder.FullName, "gateway.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task FileThatIsNoDatabase_IsRefused()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 10_000));
        await AssertRefusedAsync(FilePath, "is not a data file of EdrGrpc");
    }

    [Fact]
    public async Task DamagedFile_IsRefused()
    {
        await MakeAsync(FilePath);
        await using (var file = new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite))
        {
            // Behind the header: the tree of the schema.
            file.Position = 100;
            await file.WriteAsync(new byte[4000]);
        }

        await AssertRefusedAsync(FilePath, "is damaged");
    }

    [Fact]
    public async Task FileLockedByAnotherProgram_IsRefused()
    {
        await MakeAsync(FilePath);
        await using var locked = await LockingProcess.LockAsync(FilePath, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        await AssertRefusedAsync(FilePath, "is locked by another process");
    }

    [Fact]
    public async Task ReadOnlyDisk_IsRefused_AndNotCalledLocked()
    {
        using var disk = SmallDisk.TryMount(8);
        var path = disk is null ? FilePath : Path.Combine(disk.Folder, "gateway.db");
        await MakeAsync(path);
        disk?.MakeReadOnly();
        if (disk is null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
            File.SetUnixFileMode(path + ".lock", UnixFileMode.UserRead);
        }

        await AssertRefusedAsync(path, "cannot be created or written");
    }

    [Fact]
    public async Task FullDisk_IsRefused()
    {
        using var disk = SmallDisk.TryMount(1);
        if (disk is null)
        {
            return;
        }

        disk.Fill();
        await AssertRefusedAsync(Path.Combine(disk.Folder, "gateway.db"), "The disk of the data file");
    }

    private static async Task MakeAsync(string path)
    {
        await using var server = ServerProcess.Start([], Settings(path));
        await server.WaitForAsync("listens on");
        Assert.Equal(0, await server.TerminateAsync());
    }

    private static async Task AssertRefusedAsync(string path, string why)
    {
        await using var server = ServerProcess.Start([], Settings(path));
        Assert.Equal(2, await server.ExitAsync());
        var line = Assert.Single(server.Errors);
        Assert.StartsWith("edrgrpc: ", line, StringComparison.Ordinal);
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string path) => new(StringComparer.Ordinal)
    {
        ["kscHost"] = "127.0.0.1",
        ["kscUser"] = "nobody",
        ["Security__AllowAnonymous"] = "true",
        ["kscPassword"] = "unused",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Store__Path"] = path,
    };
}
