using System.Runtime.InteropServices;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// Whether the open data file is still the one at its path. A file that was deleted, moved or hidden by another mount goes on to take commits, which
/// nobody finds again: they would be acknowledged and lost.
/// </summary>
internal static class StoreFile
{
    private const int HasMoved = 20;

    /// <summary>Called before every commit: about a microsecond each for the file and its WAL.</summary>
    /// <exception cref="StoreUnavailableException">It is not.</exception>
    public static void CheckInPlace(SqliteConnection connection, string path)
    {
        var moved = 0;
        var known = FileControl(connection.Handle!.DangerousGetHandle(), IntPtr.Zero, HasMoved, ref moved) == 0;

        // Windows does not know the question, and does not let an open file be deleted.
        if ((known && moved != 0) || !File.Exists(path + "-wal"))
        {
            throw new StoreUnavailableException(
                $"The data file {path} is not at its place any more: it (or its -wal file) was deleted, moved, or its disk unmounted. Put it back; if it is lost, restore a backup and start once with Store:RaiseEpoch=true.");
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(IntPtr database, IntPtr name, int operation, ref int argument);
}
