using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// A prepared statement bound by position. For the few statements of every Submit and step: SqliteCommand looks each parameter up by its name at each
/// execution, which costs more than SQLite's own work. Parameters must appear in the text in the order of their values.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Runs it once; true if it gave a row.</summary>
    public bool Run(ReadOnlySpan<object?> values)
    {
        try
        {
            for (var index = 0; index < values.Length; index++)
            {
                Check(Bind(index + 1, values[index]));
            }

            var result = raw.sqlite3_step(_statement);
            if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
            {
                return result == raw.SQLITE_ROW;
            }

            throw Failure(result);
        }
        finally
        {
            // Repeats the error of the step, which is reported already.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int position, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, position),
        string text => raw.sqlite3_bind_text(_statement, position, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, position, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, position, bytes),
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        int number => raw.sqlite3_bind_int64(_statement, position, number),
        _ => throw new NotSupportedException($"{value.GetType()} is not stored."),
    };

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(_database));
}
