using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>Tokens, the kill switch and the audit record.</summary>
public sealed class AccessTests
{
    private static readonly AuditEntry Audit = new() { Time = StoreFixture.Start, Principal = "alice", Operation = "x", Outcome = "ALLOWED" };

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Token_IsFoundByItsHash_ListedNewestFirst_AndRevokedOnce(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var (first, second) = (Token(1), Token(2));
        await fixture.Store.AddTokenAsync(first, Audit, CancellationToken.None);
        await fixture.Store.AddTokenAsync(second, Audit, CancellationToken.None);

        Assert.Equal(second with { Hash = default }, (await fixture.Store.FindTokenAsync(second.Hash, CancellationToken.None))! with { Hash = default });
        Assert.Null(await fixture.Store.FindTokenAsync(new byte[32], CancellationToken.None));
        Assert.Equal([second.Id, first.Id], (await fixture.Store.ListTokensAsync(CancellationToken.None)).Select(token => token.Id));

        var revoked = await fixture.Store.RevokeTokenAsync(first.Id, StoreFixture.Start.AddHours(1), Audit, CancellationToken.None);
        var again = await fixture.Store.RevokeTokenAsync(first.Id, StoreFixture.Start.AddHours(2), Audit, CancellationToken.None);
        Assert.Equal(StoreFixture.Start.AddHours(1), revoked!.RevokedAt);
        Assert.Equal(StoreFixture.Start.AddHours(1), again!.RevokedAt);
        Assert.Null(await fixture.Store.RevokeTokenAsync(Guid.NewGuid(), StoreFixture.Start, Audit, CancellationToken.None));
        Assert.Equal(3, (await fixture.Store.ReadAuditAsync(1, 100, CancellationToken.None)).Count);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task KillSwitch_RefusesPermits_AndOutlivesARestart(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        var stop = new SendingState(true, "why", "alice", StoreFixture.Start);
        Assert.Equal(SendingState.Going, fixture.Store.Sending);

        Assert.Equal(stop, await fixture.Store.SetSendingAsync(stop, Audit, CancellationToken.None));
        Assert.Equal(BeginSendOutcome.SendingStopped, (await fixture.BeginAsync(accepted)).Outcome);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();
        Assert.Equal(stop, fixture.Store.Sending);
        Assert.Equal(BeginSendOutcome.SendingStopped, (await fixture.BeginAsync(accepted)).Outcome);

        await fixture.Store.SetSendingAsync(SendingState.Going, Audit, CancellationToken.None);
        Assert.Equal(BeginSendOutcome.Granted, (await fixture.BeginAsync(accepted)).Outcome);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task AuditRecord_IsReadBackAsWritten_AndItsChainIsWhole_AcrossARestart(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var entry = Audit with { Peer = "10.0.0.1", Rule = "r", Server = "default", TargetHost = "h", SubmissionId = Guid.NewGuid(), IncidentId = 7, DetailJson = "{\"a\":\"\u00fc\"}" };
        await fixture.Store.AppendAsync(entry, CancellationToken.None);
        await fixture.AcceptAsync(StoreFixture.New());
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();
        await fixture.Store.AppendAsync(Audit, CancellationToken.None);

        var records = await fixture.Store.ReadAuditAsync(1, 100, CancellationToken.None);
        Assert.Equal([1L, 2L], records.Select(record => record.Sequence));
        Assert.Equal(entry, records[0].Entry);
        Assert.Equal(new AuditVerification(2, 0, ""), await new AuditVerifier(fixture.Store).RunAsync(CancellationToken.None));
    }

    private static ApiToken Token(byte number) => new(
        Guid.CreateVersion7(StoreFixture.Start.AddSeconds(number)), Enumerable.Repeat(number, 32).ToArray(), "alice", $"token {number}", "bob", StoreFixture.Start, StoreFixture.Start.AddDays(1), null);
}
