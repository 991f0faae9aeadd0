using System.Buffers.Binary;
using System.Diagnostics;
using EdrGrpc.Storage;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// Fills a data file with submissions that ended. The gateway makes one, with all its events and audit records, and bulk SQL copies its rows with ids, hosts,
/// incidents, tasks and times of their own: rows of the real schema with all indexes, spread over 20 days, on 100,000 hosts.
/// </summary>
internal sealed class StoreFiller(string path)
{
    private const int Hosts = 100_000;
    private const int FirstIncident = 10_000_000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(20);

    /// <summary>The id of a copy.</summary>
    public static Guid Id(long number, int size)
    {
        Span<byte> bytes = stackalloc byte[16];
        Id(number, size, bytes);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Fills the file; returns how long it took.</summary>
    public TimeSpan Fill(int size, int events)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.CreateFunction("copy_id", (long number) => Bytes(number, size), isDeterministic: true);
        connection.CreateFunction("scrambled", (long number) => Scrambled(number), isDeterministic: true);
        var begin = TimeProvider.System.GetUtcNow().Subtract(Span).UtcTicks;
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY");

        // Indexes in random order would be written page by page: they are made anew at the end, which sorts.
        var indexes = Texts(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name");
        foreach (var name in Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        {
            Run(connection, $"DROP INDEX {name}");
        }

        var model = new Model(connection, events);
        Dictionary<string, string> submission = new(StringComparer.Ordinal)
        {
            ["id"] = "copy_id(n.i)",
            ["request_id"] = "scrambled(n.i)",
            ["accept_revision"] = $"{model.Head} + n.i * {model.Events} + 1",
            ["revision"] = $"{model.Head} + (n.i + 1) * {model.Events}",
            ["target_host"] = $"printf('host-%08d', n.i % {Hosts})",
            ["incident_id"] = $"{FirstIncident} + n.i",
            ["task_id"] = $"CAST({FirstIncident} + n.i AS TEXT)",
            ["created_at"] = $"{begin} + n.i * {Span.Ticks / size}",
            ["updated_at"] = $"{begin} + n.i * {Span.Ticks / size} + 50000000",
        };
        Copy(connection, "submissions", "1", submission, size);
        Copy(connection, "bodies", "1", new(StringComparer.Ordinal) { ["submission_id"] = "copy_id(n.i)" }, size);
        Copy(connection, "request_ids", "1", new(StringComparer.Ordinal) { ["request_id"] = "scrambled(n.i)", ["first_id"] = "copy_id(n.i)" }, size, "ORDER BY scrambled(n.i)");
        Copy(connection, "events", $"m.revision IN ({string.Join(',', model.EventRevisions)})", new(StringComparer.Ordinal)
        {
            ["revision"] = $"{model.Head} + n.i * {model.Events} + (SELECT count(*) FROM events o WHERE o.revision IN ({string.Join(',', model.EventRevisions)}) AND o.revision <= m.revision)",
            ["submission_id"] = "copy_id(n.i)",
            ["updated_at"] = submission["created_at"],
            ["incident_id"] = $"iif(m.incident_id IS NULL, NULL, {submission["incident_id"]})",
            ["task_id"] = $"iif(m.task_id IS NULL, NULL, {submission["task_id"]})",
        }, size);
        var records = model.AuditRecords;
        Copy(connection, "audit", "m.submission_id IS NOT NULL", new(StringComparer.Ordinal)
        {
            ["sequence"] = $"{model.AuditHead} + n.i * {records} + (SELECT count(*) FROM audit o WHERE o.submission_id IS NOT NULL AND o.sequence <= m.sequence)",
            ["submission_id"] = "copy_id(n.i)",
            ["target_host"] = submission["target_host"],
            ["time"] = submission["created_at"],
        }, size);
        EndAudit(connection, model.AuditHead + ((long)size * records));
        Copy(connection, "last_added", "1", new(StringComparer.Ordinal) { ["target_host"] = submission["target_host"] }, Math.Min(size, Hosts));
        foreach (var index in indexes)
        {
            Run(connection, index);
        }

        Run(connection, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL");
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Copy(SqliteConnection connection, string table, string which, Dictionary<string, string> changed, int count, string order = "")
    {
        var columns = Texts(connection, $"SELECT name FROM pragma_table_info('{table}')");
        var values = columns.Select(column => changed.GetValueOrDefault(column, "m." + column));
        Run(connection, "DROP TABLE IF EXISTS temp.model");
        Run(connection, $"CREATE TEMP TABLE model AS SELECT * FROM {table}");
        Run(connection, $"""
            INSERT INTO main.{table} ({string.Join(", ", columns)})
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})
            SELECT {string.Join(", ", values).Replace("FROM " + table + " o", "FROM temp.model o", StringComparison.Ordinal)} FROM n CROSS JOIN temp.model m WHERE {which} {order}
            """);
    }

    // Copies have the hash of what they were copied from. A record that fits must end them: a server takes a record without one for another key's.
    private static void EndAudit(SqliteConnection connection, long last)
    {
        using var select = connection.CreateCommand();
        select.CommandText = AuditRows.Select;
        select.Parameters.AddWithValue("$0", last);
        select.Parameters.AddWithValue("$1", 1);
        AuditRecord record;
        using (var row = select.ExecuteReader())
        {
            row.Read();
            record = AuditRows.Read(row);
        }

        using var insert = connection.CreateCommand();
        var values = AuditRows.Values(last + 1, record.Entry, AuditChain.Hash(record.Hash.Span, last + 1, record.Entry, []), static id => id.ToByteArray(bigEndian: true));
        insert.CommandText = $"INSERT INTO audit ({AuditRows.Columns}) VALUES ({string.Join(", ", values.Select((_, index) => $"${index}"))})";
        for (var index = 0; index < values.Length; index++)
        {
            insert.Parameters.AddWithValue($"${index}", values[index] ?? DBNull.Value);
        }

        insert.ExecuteNonQuery();
    }

    private static byte[] Bytes(long number, int size)
    {
        var bytes = new byte[16];
        Id(number, size, bytes);
        return bytes;
    }

    // A UUIDv7 from 20 days ago on: the time in milliseconds, then the number within it, then noise.
    private static void Id(long number, int size, Span<byte> bytes)
    {
        var perMillisecond = (int)Math.Max(1, size / Span.TotalMilliseconds) + 1;
        BinaryPrimitives.WriteInt64BigEndian(bytes, (1_700_000_000_000 + (number / perMillisecond)) << 16 | 0x7000 | (number % perMillisecond));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (Mix((ulong)number) & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000);
    }

    private static byte[] Scrambled(long number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Mix((ulong)number));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Mix(~(ulong)number));
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x40), (byte)((bytes[8] & 0x3F) | 0x80));
        return bytes;
    }

    // SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>
    /// Ends what the rounds of an earlier run left unfinished, and returns when all of the file is on the disk: what the machine still writes of 20 GB would
    /// be measured with the fsync of every Submit.
    /// </summary>
    public void Settle()
    {
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            Run(connection, $"UPDATE submissions SET state = {(int)SubmissionState.Cancelled} WHERE state < 9; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    /// <summary>The one submission that is in the file.</summary>
    private sealed class Model
    {
        public Model(SqliteConnection connection, int events)
        {
            Head = Number("SELECT max(revision) FROM events");
            var all = Texts(connection, "SELECT CAST(revision AS TEXT) FROM events ORDER BY revision");
            EventRevisions = [.. all.Take(events - 1), all[^1]];
            AuditHead = Number("SELECT max(sequence) FROM audit");
            AuditRecords = Number("SELECT count(*) FROM audit WHERE submission_id IS NOT NULL");
            if (Number("SELECT count(*) FROM submissions WHERE state >= 9") != 1 || Number("SELECT count(*) FROM submissions") != 1)
            {
                throw new InvalidOperationException("The model must be one submission that has ended.");
            }

            long Number(string sql) => long.Parse(Texts(connection, $"SELECT CAST(({sql}) AS TEXT)")[0]);
        }

        public long Head { get; }

        public IReadOnlyList<string> EventRevisions { get; }

        public int Events => EventRevisions.Count;

        public long AuditHead { get; }

        public long AuditRecords { get; }
    }
}
