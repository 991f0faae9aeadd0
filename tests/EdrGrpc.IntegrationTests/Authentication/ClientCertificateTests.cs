using System.Security.Cryptography.X509Certificates;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Client certificates: whose they are, and which are none.</summary>
public sealed class ClientCertificateTests(CertificateGateway shared) : IClassFixture<CertificateGateway>
{
    private Gateway Gateway => shared.Gateway;

    [Fact]
    public async Task Certificate_IsWhomTheSettingsSay()
    {
        using var uri = shared.Ca.Issue("CN=x", names => names.AddUri(new Uri("spiffe://example/soar")));
        using var dns = shared.Ca.Issue("CN=x", names => names.AddDnsName("soar.example"));
        using var subject = shared.Ca.Issue("CN=soar, O=Example");
        using var withoutUse = shared.Ca.Issue("CN=soar, O=Example", use: null);
        foreach (var (certificate, principal) in new[] { (shared.Alice, "alice"), (uri, "bob"), (dns, "bob"), (subject, "bob"), (withoutUse, "bob") })
        {
            using var channel = Gateway.Connect(certificate);
            Assert.Equal(principal, await Gateway.PrincipalAsync(Gateway.Options(), channel));
        }
    }

    public static TheoryData<string> Names =>
    [
        "of nobody in the settings", "of an unknown authority", "of an unknown authority with the same name", "self-signed with the subject",
        "signed by a client's certificate", "expired", "not valid yet", "for servers", "subject in another order", "subject with more", "common name alone",
        "DNS name below ours", "DNS name as common name", "URI with more", "the authority's own name",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task CertificateThatIs_IsRefused(string kind)
    {
        using var certificate = Make(kind);
        var refusal = await Gateway.CallAsync(null, certificate);
        Assert.True(refusal?.Code == StatusCode.Unauthenticated, $"{kind}: {refusal?.Code.ToString() ?? "was served"}");
        Assert.Equal((await Gateway.CallAsync(null, certificate: null))?.Status, refusal?.Status);
    }

    // Documented: what a call says of itself counts, and a connection may be a proxy's.
    [Fact]
    public async Task TokenAndCertificate_TheTokenWins_AlsoWhenItIsNotValid()
    {
        using var channel = Gateway.Connect(shared.Alice);
        var bob = await shared.Guarded.SecretAsync("bob");

        Assert.Equal("bob", await Gateway.PrincipalAsync(GuardedGateway.With(bob), channel));
        Assert.Equal("alice", await Gateway.PrincipalAsync(Gateway.Options(), channel));
        foreach (var bad in new[] { "edr_" + new string('x', 43), "x", "e30.e30.e30" })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => Gateway.PrincipalAsync(GuardedGateway.With(bad), channel));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        // A token needs no certificate, and a certificate of nobody does not spoil it.
        using var nobody = ClientCa.SelfSigned("CN=nobody");
        Assert.Null(await Gateway.CallAsync(bob, nobody));
        Assert.Null(await Gateway.CallAsync(bob, certificate: null));
    }

    private X509Certificate2 Make(string kind)
    {
        const string subject = "CN=soar, O=Example";
        using var foreign = new ClientCa(kind.EndsWith("same name", StringComparison.Ordinal) ? "CN=client authority" : "CN=foreign");
        return kind switch
        {
            "of nobody in the settings" => shared.Ca.Issue("CN=nobody"),
            "of an unknown authority" or "of an unknown authority with the same name" => foreign.Issue(subject),
            "self-signed with the subject" => ClientCa.SelfSigned(subject),
            "signed by a client's certificate" => ClientCa.IssueBy(shared.Alice, subject),
            "expired" => shared.Ca.Issue(subject, from: TimeSpan.FromDays(-2), until: TimeSpan.FromMinutes(-1)),
            "not valid yet" => shared.Ca.Issue(subject, from: TimeSpan.FromHours(1), until: TimeSpan.FromDays(1)),
            "for servers" => shared.Ca.Issue(subject, use: ClientCa.ServerUse),
            "subject in another order" => shared.Ca.Issue("O=Example, CN=soar"),
            "subject with more" => shared.Ca.Issue(subject + ", C=DE"),
            "common name alone" => shared.Ca.Issue("CN=\"soar, O=Example\""),
            "DNS name below ours" => shared.Ca.Issue("CN=x", names => names.AddDnsName("evil.soar.example")),
            "DNS name as common name" => shared.Ca.Issue("CN=soar.example"),
            "URI with more" => shared.Ca.Issue("CN=x", names => names.AddUri(new Uri("spiffe://example/soar/evil"))),
            "the authority's own name" => shared.Ca.Issue("CN=client authority"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
