using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdrGrpc.Tests.Storage;

public sealed class SqliteFileTests
{
    [Fact]
    public async Task SecondProcess_IsRefusedWithASentence()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(fixture, fixture.Path));
        Assert.Contains("used by another process", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Store:Path", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForeignDatabase_NewerSchema_AndOtherFiles_AreRefused()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        var foreign = fixture.Path + ".foreign";
        Execute(foreign, "CREATE TABLE x (y)");
        Assert.Contains("another program", (await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(fixture, foreign))).Message, StringComparison.Ordinal);

        var text = fixture.Path + ".text";
        await File.WriteAllTextAsync(text, new string('x', 5000));
        Assert.Contains("is not a data file", (await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(fixture, text))).Message, StringComparison.Ordinal);

        await fixture.Store.DisposeAsync();
        Execute(fixture.Path, "PRAGMA user_version = 999");
        var newer = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(fixture, fixture.Path));
        Assert.Contains("newer version", newer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_RefusesAndRecoversByItself()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        await fixture.Sqlite.RunForTestsAsync("PRAGMA max_page_count = 1");

        var failures = 0;
        for (var index = 0; index < 200 && failures == 0; index++)
        {
            try
            {
                await fixture.AcceptAsync(StoreFixture.New() with { Action = new byte[4000] });
            }
            catch (StoreUnavailableException exception)
            {
                Assert.Contains("full", exception.Message, StringComparison.Ordinal);
                failures++;
            }
        }

        Assert.Equal(1, failures);
        var head = fixture.Store.HeadRevision;
        Assert.Equal(head, fixture.Published.Max(submissionEvent => submissionEvent.Revision));
        await fixture.Sqlite.RunForTestsAsync("PRAGMA max_page_count = 1000000");
        Assert.Equal(head + 1, (await fixture.AcceptAsync(StoreFixture.New())).Revision);
        Assert.NotNull(await fixture.Store.GetAsync(accepted.Id, CancellationToken.None));
    }

    [Fact]
    public async Task DataFile_IsReadableByItsOwnerOnly()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(fixture.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task ClosedStore_IsOneFile_SoThatACopyOfItIsABackup()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        await fixture.Store.ListAsync(SubmissionFilter.All, 0, 10, CancellationToken.None);
        await fixture.Store.DisposeAsync();

        Assert.False(File.Exists(fixture.Path + "-wal"));
        await fixture.ReopenAsync();
        Assert.NotNull(await fixture.Store.GetAsync(accepted.Id, CancellationToken.None));
    }

    private static Task<SqliteSubmissionStore> OpenAsync(IEventPublisher publisher, string path) =>
        SqliteSubmissionStore.OpenAsync(new SqliteStoreOptions { Path = path }, publisher, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
