using System.Diagnostics;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>A disk of a few MiB: a tmpfs of its own where the tests may mount one (root), to be filled, hidden and made read-only for real.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder;
    private int _mounts;

    private SmallDisk(DirectoryInfo folder) => _folder = folder;

    public string Folder => _folder.FullName;

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Null where mounting is not allowed.</summary>
    public static SmallDisk? TryMount(int mebibytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("edrgrpc-disk-"));
        if (disk.Mount($"size={mebibytes}m"))
        {
            return disk;
        }

        disk.Dispose();
        return null;
    }

    /// <summary>Takes the last byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[65536, 4096, 1])
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No space left: go on with smaller pieces.
            }
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>Another, empty disk over this one: what a failed or replaced volume looks like to a program that holds files open.</summary>
    public void Hide() => Require(Mount("size=1m"));

    public void Show()
    {
        Require(Run("umount", Folder));
        _mounts--;
    }

    public void MakeReadOnly() => Require(Run("mount", "-o", "remount,ro", Folder));

    public void Dispose()
    {
        for (; _mounts > 0; _mounts--)
        {
            Run("umount", "-l", Folder);
        }

        _folder.Delete(recursive: true);
    }

    private bool Mount(string options)
    {
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Folder))
        {
            return false;
        }

        _mounts++;
        return true;
    }

    private static void Require(bool done)
    {
        if (!done)
        {
            throw new InvalidOperationException("The disk does not do what the test needs.");
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
