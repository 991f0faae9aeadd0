using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>What cannot work is told in a sentence, without the password.</summary>
public sealed class ErrorTests
{
    private const string Password = "s3cret-Passw0rd";

    [Fact]
    public async Task WrongConnection_IsASentence_WithoutThePassword()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await cluster.ExecuteAsync("postgres", $"DO $$ BEGIN CREATE ROLE {PostgresCluster.PasswordRole} LOGIN PASSWORD 'another'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        var cases = new Dictionary<string, string>
        {
            [$"Host=127.0.0.1;Port={cluster.Port};Username={PostgresCluster.PasswordRole};Password={Password};Database=postgres"] = "refuses the user or password",
            [$"Host=127.0.0.1;Port={cluster.Port};Username=postgres;Password={Password};Database=nothing_here"] = "There is no database",
            [$"Host=127.0.0.1;Port=1;Username=postgres;Password={Password};Database=postgres"] = "cannot be reached",
            [$"Host=127.0.0.1;Prt=1;Password={Password}"] = "cannot be read",
            [$"Username=x;Password={Password}"] = "names no Host",
            [$"Host=127.0.0.1;Port={cluster.Port};Username=postgres;Password={Password};Database=postgres;SSL Mode=Require"] = "TLS",
        };
        foreach (var (connectionString, expected) in cases)
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(connectionString));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadOnlyDatabase_IsASentence_AndRecovers()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var name = new NpgsqlConnectionStringBuilder(fixture.ConnectionString).Database;
        await fixture.ExecuteAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()");
        Assert.Contains("read-only", (await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.AcceptAsync(StoreFixture.New()))).Message, StringComparison.Ordinal);

        await (await PostgresCluster.SharedAsync()).ExecuteAsync("postgres", $"ALTER DATABASE {name} RESET default_transaction_read_only; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()");
        Assert.Equal(1, (await fixture.AcceptAsync(StoreFixture.New())).Revision);
    }

    [Fact]
    public async Task EndedSessions_AreNotNoticedByCallers()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        for (var round = 0; round < 3; round++)
        {
            var accepted = await fixture.AcceptAsync(StoreFixture.New());
            await fixture.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            Assert.NotNull(await fixture.Store.GetAsync(accepted.Id, CancellationToken.None));
            await fixture.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    [Fact]
    public async Task Writer_WhoseIdleConnectionWasFoundDead_OpensAnother()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var connections = new PostgresConnections(new PostgresStoreOptions { ConnectionString = fixture.ConnectionString }, NullLogger.Instance);
        await using var writer = new WriterConnection(connections, Guid.NewGuid(), TimeProvider.System, NullLogger.Instance);
        var first = await writer.OpenAsync();
        Assert.Same(first, await writer.OpenAsync());

        // What Npgsql does when a keepalive gets no answer.
        await first.CloseAsync();
        var second = await writer.OpenAsync();
        Assert.NotSame(first, second);
        Assert.Equal(System.Data.ConnectionState.Open, second.State);
    }

    [Fact]
    public async Task Writer_IsDurableAndEndedWhenItStalls_WhateverTheDatabaseSays_AndFsyncOffIsRefused()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var name = new NpgsqlConnectionStringBuilder(fixture.ConnectionString).Database;
        await fixture.ExecuteAsync($"ALTER DATABASE {name} SET synchronous_commit = off");
        await using var connections = new PostgresConnections(new PostgresStoreOptions { ConnectionString = fixture.ConnectionString }, NullLogger.Instance);
        await using (var writer = await connections.OpenWriterAsync(CancellationToken.None))
        {
            await using var command = new NpgsqlCommand("SELECT current_setting('synchronous_commit') || ' ' || current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('lock_timeout')", writer);
            Assert.Equal("on 3s 7500ms", await command.ExecuteScalarAsync());
        }

        await using var cluster = await PostgresCluster.StartAsync("fsync=off");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await OpenAsync(await cluster.CreateDatabaseAsync()));
        Assert.Contains("fsync=off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextsThatPostgresCannotHold_AreStoredWithAReplacement()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var context = new SubmissionContext("c\0", "", "x\ud800y", new Dictionary<string, string> { ["k\0"] = "v\0" });
        var accepted = await fixture.AcceptAsync(StoreFixture.New("h\0st", context: context) with { Principal = "p\0" });
        var waiting = await fixture.MoveAsync(accepted, accepted with { WaitingReason = "\udc00 tail\0" });

        var stored = await fixture.Store.GetAsync(accepted.Id, CancellationToken.None);
        Assert.Equal("\ufffd tail\ufffd", stored!.WaitingReason);
        Assert.Equal("h\ufffdst", stored.TargetHost);
        Assert.Equal(waiting.Revision, stored.Revision);
        Assert.NotNull(await fixture.Store.FindRequestAsync("p\0", accepted.RequestId, CancellationToken.None));
    }

    [Fact]
    public async Task RefusedRow_FailsItsOwnCallerOnly()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var taken = await fixture.AcceptAsync(StoreFixture.New());
        var calls = Enumerable.Range(0, 20).Select(index => index == 7 ? StoreFixture.New() with { Id = taken.Id } : StoreFixture.New())
            .Select(submission => fixture.Store.AcceptAsync(StoreFixture.Request(submission), CancellationToken.None)).ToList();
        await foreach (var call in Task.WhenEach(calls))
        {
            // All have ended.
            Assert.True(call.IsCompleted);
        }

        Assert.Equal(1, calls.Count(call => call.IsFaulted));
        Assert.Equal(20, (await fixture.Store.ListAsync(SubmissionFilter.All, 0, 100, CancellationToken.None)).Count);
    }

    private static Task<PostgresSubmissionStore> OpenAsync(string connectionString) => PostgresSubmissionStore.OpenAsync(
        new PostgresStoreOptions { ConnectionString = connectionString }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
}
