using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>What an edit of the data file leaves to be found, with and without a key, with and without a head that was kept elsewhere.</summary>
public sealed class AuditChainTests
{
    private const int Records = 12;
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(100, 40).Select(number => (byte)number)];

    /// <summary>The form of the hash is that of every record ever written, also of those whose states were spelled another way.</summary>
    [Theory]
    [InlineData(false, "ebcbcce074c962c77f9e8cd4ca0c2e67b2eed1da91b7ef2b4252096a9bdd22a6")]
    [InlineData(true, "480a2f061d5525a369419d7d61aceb34924d81ee4f16d31056d6bb4bd86d4797")]
    public void Hash_IsTheOneOfRecordsWrittenBefore(bool keyed, string hash)
    {
        var entry = new AuditEntry
        {
            Time = StoreFixture.Start, Principal = "edrgrpc", Operation = "State", Outcome = "Submitting", SubmissionId = Guid.Parse("019cd0a2-0000-7000-8000-000000000001"),
            Server = "default", TargetHost = "host-é", IncidentId = 17,
        };
        Assert.Equal(hash, Convert.ToHexStringLower(AuditChain.Hash(AuditChain.Beginning.Span, 1, entry, keyed ? Key : [])));
    }

    public static TheoryData<string, long> Edits() => new()
    {
        { "UPDATE audit SET time = time + 1 WHERE sequence = 5", 5 },
        { "UPDATE audit SET principal = 'mallory' WHERE sequence = 5", 5 },
        { "UPDATE audit SET peer = '192.0.2.1' WHERE sequence = 5", 5 },
        { "UPDATE audit SET operation = 'ListTokens' WHERE sequence = 5", 5 },
        { "UPDATE audit SET outcome = 'DENIED' WHERE sequence = 5", 5 },
        { "UPDATE audit SET rule = 'none' WHERE sequence = 5", 5 },
        { "UPDATE audit SET submission_id = NULL WHERE sequence = 5", 5 },
        { "UPDATE audit SET server = 'other' WHERE sequence = 5", 5 },
        { "UPDATE audit SET target_host = 'other' WHERE sequence = 5", 5 },
        { "UPDATE audit SET incident_id = 4711 WHERE sequence = 5", 5 },
        { "UPDATE audit SET detail = '{}' WHERE sequence = 5", 5 },
        { "UPDATE audit SET hash = zeroblob(32) WHERE sequence = 5", 5 },
        { "UPDATE audit SET principal = server, server = principal WHERE sequence = 5", 5 },
        { "DELETE FROM audit WHERE sequence = 1", 1 },
        { "DELETE FROM audit WHERE sequence = 5", 5 },
        { "DELETE FROM audit WHERE sequence = 5; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 5", 5 },
        { "UPDATE audit SET sequence = 0 WHERE sequence = 5; UPDATE audit SET sequence = 5 WHERE sequence = 6; UPDATE audit SET sequence = 6 WHERE sequence = 0", 5 },
        {
            """
            UPDATE audit SET sequence = sequence + 1000 WHERE sequence > 5; UPDATE audit SET sequence = sequence - 999 WHERE sequence > 1000;
            INSERT INTO audit SELECT 6, time, principal, peer, operation, outcome, rule, submission_id, server, target_host, incident_id, detail, hash FROM audit WHERE sequence = 5
            """,
            6
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Edit_Deletion_Insertion_Reordering_IsFoundWhereItBegins(string sql, long bad)
    {
        foreach (var keys in (AuditKeys[])[AuditKeys.None, new AuditKeys(Key, [])])
        {
            await using var fixture = await WrittenAsync(keys);
            Edit(fixture, sql);
            var found = await VerifyAsync(fixture);
            Assert.Equal((bad, bad - 1), (found.FirstBadSequence, found.Head.Sequence));
            Assert.NotEqual("", found.Problem);
        }
    }

    [Fact]
    public async Task CutOffEnd_IsFoundByTheRunningServer_AndLaterOnlyByAHeadKeptElsewhere()
    {
        await using var fixture = await WrittenAsync(new AuditKeys(Key, []));
        var kept = (await VerifyAsync(fixture)).Head;
        Assert.Equal(Records, kept.Sequence);
        Edit(fixture, "DELETE FROM audit WHERE sequence > 8");
        Assert.Contains("its end was cut off", (await VerifyAsync(fixture)).Problem, StringComparison.Ordinal);

        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync(auditKeys: new AuditKeys(Key, []));
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
        var found = await VerifyAsync(fixture, kept);
        Assert.Equal((9, true), (found.FirstBadSequence, found.Problem.Contains("ends with 8, but record 12 is expected", StringComparison.Ordinal)));

        // Grown past it again, it is another record that stands there.
        await AppendAsync(fixture, 6);
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
        Assert.Contains("Record 12 is not the one", (await VerifyAsync(fixture, kept)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfAnEarlierVerification_HoldsWhileTheRecordGrows()
    {
        await using var fixture = await WrittenAsync(AuditKeys.None);
        var kept = (await VerifyAsync(fixture)).Head;
        await AppendAsync(fixture, 5);
        Assert.Equal(("", Records + 5), ((await VerifyAsync(fixture, kept)).Problem, (int)(await VerifyAsync(fixture, kept)).Head.Sequence));
    }

    /// <summary>Honest: without a key whoever writes the file can make all of it anew; a head kept elsewhere still shows it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChainMadeAnew_IsFoundWithAKey_OrWithAHeadKeptElsewhere(bool keyed)
    {
        var keys = keyed ? new AuditKeys(Key, []) : AuditKeys.None;
        await using var fixture = await WrittenAsync(keys);
        var kept = (await VerifyAsync(fixture)).Head;
        await fixture.Store.DisposeAsync();
        Edit(fixture, "DELETE FROM audit");
        await fixture.ReopenAsync();
        await AppendAsync(fixture, Records, "mallory");
        await fixture.Store.DisposeAsync();
        if (keyed)
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.ReopenAsync(auditKeys: keys));
            Assert.Contains("was written with no key", refused.Message, StringComparison.Ordinal);
        }

        await fixture.ReopenAsync();
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
        Assert.Contains("is not the one", (await VerifyAsync(fixture, kept)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WrongOrMissing_IsRefusedBeforeItIsUsed_WithTheWayOn()
    {
        await using var fixture = await WrittenAsync(new AuditKeys(Key, []));
        await fixture.Store.DisposeAsync();
        foreach (var keys in (AuditKeys[])[AuditKeys.None, new AuditKeys(OtherKey, [])])
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.ReopenAsync(auditKeys: keys));
            Assert.Equal(
                "The audit record was written with another key than that of Audit:KeyFile up to its last record, 12. If that is to change from here on, set Audit:EarlierKeys:0:Until=12 and "
                + "Audit:EarlierKeys:0:KeyFile to the file with the key before; otherwise set Audit:KeyFile to the right file.",
                refused.Message);
        }

        await fixture.ReopenAsync(auditKeys: new AuditKeys(Key, []));
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
    }

    [Fact]
    public async Task Key_SetLater_AndChanged_GoesOnWithTheEarlierOnes()
    {
        await using var fixture = await WrittenAsync(AuditKeys.None);
        await fixture.Store.DisposeAsync();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.ReopenAsync(auditKeys: new AuditKeys(Key, [])));
        Assert.Contains("was written with no key up to its last record, 12. If that is to change from here on, set Audit:EarlierKeys:0:Until=12; otherwise leave", refused.Message, StringComparison.Ordinal);

        await fixture.ReopenAsync(auditKeys: new AuditKeys(Key, [new EarlierAuditKey(12, default)]));
        await AppendAsync(fixture, 20);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync(auditKeys: new AuditKeys(OtherKey, [new EarlierAuditKey(32, Key), new EarlierAuditKey(12, default)]));
        await AppendAsync(fixture, 2);
        Assert.Equal(("", 34L), ((await VerifyAsync(fixture)).Problem, (await VerifyAsync(fixture)).Head.Sequence));

        // What stands after the change cannot be plain.
        Edit(fixture, "UPDATE audit SET principal = 'mallory' WHERE sequence = 33");
        Assert.Equal(33, (await VerifyAsync(fixture)).FirstBadSequence);
    }

    [Fact]
    public async Task LastRecordEdited_DoesNotKeepTheServerFromStarting()
    {
        var keys = new AuditKeys(Key, []);
        await using var fixture = await WrittenAsync(keys);
        await fixture.Store.DisposeAsync();
        Edit(fixture, $"UPDATE audit SET principal = 'mallory' WHERE sequence = {Records}");
        await fixture.ReopenAsync(auditKeys: keys);
        Assert.Equal(Records, (await VerifyAsync(fixture)).FirstBadSequence);
    }

    [Fact]
    public async Task RolledBack_LeavesNoGap()
    {
        await using var fixture = await WrittenAsync(AuditKeys.None);
        await ((SqliteSubmissionStore)fixture.Store).RunForTestsAsync("CREATE TEMP TRIGGER full BEFORE INSERT ON audit WHEN NEW.principal = 'refused' BEGIN SELECT RAISE(ABORT, 'full'); END");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var append = fixture.Store.AppendAsync(Entry(number, number % 3 == 0 ? "refused" : "alice"), CancellationToken.None);
            await append.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }));
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
    }

    private static async Task<StoreFixture> WrittenAsync(AuditKeys keys)
    {
        var fixture = await StoreFixture.OpenAsync(StoreKind.Sqlite);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync(auditKeys: keys);
        await AppendAsync(fixture, Records);
        Assert.Equal("", (await VerifyAsync(fixture)).Problem);
        return fixture;
    }

    private static async Task AppendAsync(StoreFixture fixture, int count, string principal = "alice")
    {
        for (var number = 0; number < count; number++)
        {
            await fixture.Store.AppendAsync(Entry(number, principal), CancellationToken.None);
        }
    }

    private static AuditEntry Entry(int number, string principal) => new()
    {
        Time = StoreFixture.Start.AddSeconds(number), Principal = principal, Peer = "192.0.2.7", Operation = "Submit", Outcome = number % 2 == 0 ? "ALLOWED" : "Submitting", Rule = "rule " + number,
        SubmissionId = Guid.CreateVersion7(), Server = "default", TargetHost = "host-" + number, IncidentId = number + 1, DetailJson = $$"""{"number":"{{number}}"}""",
    };

    private static Task<AuditVerification> VerifyAsync(StoreFixture fixture, AuditHead? expected = null) => new AuditVerifier(fixture.Store).RunAsync(expected, CancellationToken.None);

    private static void Edit(StoreFixture fixture, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={fixture.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
