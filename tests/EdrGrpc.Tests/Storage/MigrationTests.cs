using System.Runtime.CompilerServices;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>A file of schema 1 under today's code, whatever today's schema is.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-migration-");

    private string FilePath => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task FileOfSchema1_IsMigratedWithAllItsData()
    {
        MakeSchema1();
        await using (var store = await OpenAsync(FilePath))
        {
            await AssertDataAsync(store);
        }

        Assert.Equal(SqliteSchema.Latest, Version(FilePath));

        // The second start finds nothing to do, and the same store.
        await using var again = await OpenAsync(FilePath);
        await AssertDataAsync(again);
    }

    [Fact]
    public async Task MigratedFile_GoesOnWhereItWas()
    {
        MakeSchema1();
        await using var store = await OpenAsync(FilePath);
        var accepted = await store.AcceptAsync(StoreFixture.Request(StoreFixture.New()), CancellationToken.None);
        Assert.Equal(16, accepted.Submissions[0].Revision);
        var running = await store.GetAsync(Id(2), CancellationToken.None);
        var ended = await store.ApplyAsync(
            new SubmissionChange(running!, running! with { State = SubmissionState.Succeeded, UpdatedAt = StoreFixture.Start.AddHours(1) }, "Done.", EventSource.KscTask), CancellationToken.None);
        Assert.Equal(ChangeOutcome.Applied, ended.Outcome);
        Assert.Equal(0, (await store.GetBudgetUseAsync("default", CancellationToken.None)).Permits);
    }

    [Fact]
    public async Task FailingMigration_LeavesTheOldVersionWhole()
    {
        MakeSchema1();
        var next = SqliteSchema.Latest + 1;
        List<(int Version, string Sql)> migrations = [.. SqliteSchema.Migrations(), (next, "CREATE TABLE later (x); UPDATE submissions SET area = 'lost'; SELECT * FROM no_such_table;")];
        using (var connection = Open(FilePath))
        {
            Assert.Throws<SqliteException>(() => SqliteSchema.Prepare(connection, FilePath, migrations, NullLogger.Instance));
        }

        Assert.Equal(next - 1, Version(FilePath));
        await using var store = await OpenAsync(FilePath);
        await AssertDataAsync(store);
    }

    [Fact]
    public async Task KilledInTheMiddleOfAMigration_LeavesTheOldVersionWhole()
    {
        MakeSchema1();
        var image = Path.Combine(_folder.FullName, "image.db");
        using (var connection = Open(FilePath))
        {
            // Pages go to the WAL before the commit, as they do in a large migration.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA cache_size = 1; PRAGMA cache_spill = 1;");
            Execute(connection, "BEGIN IMMEDIATE; UPDATE submissions SET area = 'lost'; CREATE TABLE later (x); PRAGMA user_version = 998;");
            Execute(connection, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO later SELECT randomblob(500) FROM n");

            // What a kill -9 leaves on the disk at this moment.
            Assert.True(new FileInfo(FilePath + "-wal").Length > 500_000);
            File.Copy(FilePath, image);
            File.Copy(FilePath + "-wal", image + "-wal");
        }

        await using var store = await OpenAsync(image);
        await AssertDataAsync(store);
        Assert.Equal(SqliteSchema.Latest, Version(image));
    }

    private static async Task AssertDataAsync(SqliteSubmissionStore store)
    {
        Assert.Equal((Guid.Parse("2e27647c-cb61-4fae-859b-ff0a9900b468"), 1), (store.Identity.StoreId, store.Identity.Epoch));
        Assert.Equal((15, 4), (store.HeadRevision, store.UnfinishedCount));
        var all = await store.ListAsync(SubmissionFilter.All, 0, 100, CancellationToken.None);
        Assert.Equal([5, 4, 3, 2, 1], all.Select(submission => submission.Id.ToByteArray(bigEndian: true)[15]).Select(value => (int)value));
        Assert.All(all, submission => Assert.Equal("Kuma", submission.Area));
        Assert.Equal("Kommentar ünd 💾", all[4].Context.Comment);
        Assert.Equal((SubmissionState.TaskRunning, 77, "1001", 40), (all[3].State, all[3].IncidentId, all[3].Task!.TaskId, all[3].Task!.CompletedPercent));
        Assert.Equal(("TASK_FAILED", "v"), (all[2].Error!.Reason, all[2].Error!.Metadata["k"]));
        var labelled = await store.ListAsync(SubmissionFilter.All with { Labels = new Dictionary<string, string> { ["team"] = "soc" } }, 0, 100, CancellationToken.None);
        Assert.Equal(Id(1), Assert.Single(labelled).Id);
        var request = await store.FindRequestAsync("alice", all[1].RequestId, CancellationToken.None);
        Assert.Equal([Id(4), Id(5)], request!.Submissions.Select(submission => submission.Id));
        Assert.Equal("{\"ioc\":\"UEsDBA==\"}", await store.GetIncidentBodyAsync(Id(5), CancellationToken.None));
        var events = await store.ReadEventsAsync(0, 100, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 15).Select(revision => (long)revision), events.Select(seen => seen.Revision));
    }

    private void MakeSchema1()
    {
        using var connection = Open(FilePath);
        Execute(connection, File.ReadAllText(Path.Combine(Here(), "schema1.sql")));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static Guid Id(byte number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, number);

    private static Task<SqliteSubmissionStore> OpenAsync(string path) =>
        SqliteSubmissionStore.OpenAsync(new SqliteStoreOptions { Path = path }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static int Version(string path)
    {
        using var connection = Open(path);
        return Convert.ToInt32(SqliteSchema.Scalar(connection, "PRAGMA user_version"));
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
