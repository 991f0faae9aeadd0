using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>SQLite's errors as sentences that name the file and what to do.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // The file that connections share could not be made larger: only a full disk does that.
    private const int IoErrorSharedMemorySize = IoError | (19 << 8);

    /// <summary>True if the whole file cannot work now, so that trying single operations is of no use.</summary>
    public static bool IsOfTheFile(SqliteException exception) =>
        exception.SqliteErrorCode is Busy or Locked or ReadOnly or IoError or Corrupt or CannotOpen or NotADatabase;

    /// <summary>True if the content of the file is wrong.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is Corrupt or NotADatabase;

    public static StoreUnavailableException Translate(SqliteException exception, string path) => new(
        exception.SqliteErrorCode switch
        {
            Busy or Locked => $"The data file {path} is locked by another process. Stop it, or give this server a file of its own (Store:Path).",
            ReadOnly => $"The data file {path} is read-only. Make it and its folder writable for this server (Store:Path).",
            Full or IoError when exception.SqliteErrorCode == Full || exception.SqliteExtendedErrorCode == IoErrorSharedMemorySize => $"The disk of the data file {path} is full. Free some space; the server goes on by itself.",
            IoError => $"The data file {path} cannot be read or written (I/O error). Look at the disk.",
            Corrupt => $"The data file {path} is damaged. Restore it from a backup and start once with Store:RaiseEpoch=true.",
            NotADatabase => $"{path} is not a data file of EdrGrpc. Set Store:Path to another file.",
            CannotOpen => $"The data file {path} cannot be opened. Look at its folder and its rights (Store:Path).",
            _ => $"The data file {path} does not work: {exception.Message}.",
        },
        exception);
}
