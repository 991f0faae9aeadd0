using System.Security.Cryptography;
using EdrGrpc.Ksc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class CertificateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLogs _logs = new();

    [Fact(Timeout = 60_000)]
    public async Task OtherCertificate_IsRefusedNamingBothFingerprintsAndTheSetting()
    {
        await using var server = new RawServer();
        await using var other = new RawServer();
        await using var client = Create(server.Options with { CertificatePin = other.Options.CertificatePin });

        var e = await Assert.ThrowsAsync<KscCertificateException>(() => client.PingAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Fingerprint(other), e.ExpectedFingerprint);
        Assert.Equal(Fingerprint(server), e.PresentedFingerprint);
        Assert.Contains(Fingerprint(other), e.Message, StringComparison.Ordinal);
        Assert.Contains(Fingerprint(server), e.Message, StringComparison.Ordinal);
        Assert.Contains("kscCert (Ksc:Servers:default:Cert)", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        var add = await Assert.ThrowsAsync<KscNotSentException>(() => client.AddIncidentAsync(
            new NewIncident("h", 2, DateTimeOffset.UnixEpoch, "b"), SendFence.After(_time, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken));
        Assert.IsType<KscCertificateException>(add.InnerException);
    }

    [Fact(Timeout = 60_000)]
    public async Task NoPin_SelfSigned_IsRefusedNamingTheSetting()
    {
        await using var server = new RawServer();
        await using var client = Create(server.Options with { CertificatePin = null });

        var e = await Assert.ThrowsAsync<KscCertificateException>(() => client.PingAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Fingerprint(server), e.PresentedFingerprint);
        Assert.Contains("kscCert", e.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("False")]
    [InlineData("false")]
    public async Task False_AcceptsAndWarns(string pin)
    {
        await using var server = new RawServer();
        server.Serve(_ => null);
        await using var client = Create(server.Options with { CertificatePin = pin });

        await client.PingAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Warning 2008", _logs.All, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task PemWithOldAndNew_AcceptsEither_AndAReplacedFileIsReadAgain()
    {
        await using var server = new RawServer();
        await using var other = new RawServer();
        server.Serve(_ => null);
        var file = server.Options.CertificatePin!;
        await File.WriteAllTextAsync(file, other.Certificate.ExportCertificatePem() + "\n" + server.Certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var client = Create(server.Options);
        await client.PingAsync(TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(file, "garbage", TestContext.Current.CancellationToken);
        await using var second = Create(server.Options);
        var e = await Assert.ThrowsAsync<KscCertificateException>(() => second.PingAsync(TestContext.Current.CancellationToken));
        Assert.Contains("cannot be read", e.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, server.Certificate.RawData, TestContext.Current.CancellationToken);
        await second.PingAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _logs.Dispose();

    private static string Fingerprint(RawServer server) => Convert.ToHexString(SHA256.HashData(server.Certificate.RawData));

    private KscClient Create(KscConnectionOptions options) => new(options, _time, _logs);
}
