using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Npgsql;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>Who may be a replica.</summary>
[Collection(ReplicaTests.Name)]
public sealed class PeerTests
{
    private const string Name = "replica.edrgrpc.example";

    [Fact]
    public async Task Certificates_OfTheAuthorityWithTheName_Join_OthersDoNot()
    {
        await using var replicas = await ReplicaSet.StartAsync(0);
        using var authority = new TestAuthority(replicas.Folder, "own");
        using var foreign = new TestAuthority(replicas.Folder, "foreign");
        await replicas.AddAsync(Settings(authority.CaFile, authority.Issue(Name).File));
        await replicas.AddAsync(Settings(authority.CaFile, authority.Issue(Name).File));
        await replicas[0].Process.WaitForAsync("Replica .* joined");
        var submitted = (await replicas[0].Responses.SubmitAsync(replicas.Request(0), Gateway.Options())).Submission;
        Assert.Equal(SubmissionState.Succeeded, (await ReplicaSet.EventsAsync(replicas[1], submitted.SubmissionId))[^1].State);

        // TLS itself: whoever has no certificate, a foreign one, or one of the authority with another name gets no answer.
        var port = await PortAsync(replicas.ConnectionString);
        Assert.False(await IsTakenAsync(port, null));
        Assert.False(await IsTakenAsync(port, foreign.Issue(Name).File));
        Assert.False(await IsTakenAsync(port, authority.Issue("printer.example").File));
        Assert.True(await IsTakenAsync(port, authority.Issue(Name).File));
    }

    [Fact]
    public async Task Certificates_Pinned_Join()
    {
        await using var replicas = await ReplicaSet.StartAsync(0);
        using var authority = new TestAuthority(replicas.Folder, "own");
        var (first, second) = (authority.Issue(Name), authority.Issue(Name));
        string[] pins = [$"Cluster__PeerThumbprints__0={first.Thumbprint}", $"Cluster__PeerThumbprints__1={second.Thumbprint}"];
        await replicas.AddAsync([$"Cluster__CertificateFile={first.File}", .. pins]);
        await replicas.AddAsync([$"Cluster__CertificateFile={second.File}", .. pins]);
        await replicas[0].Process.WaitForAsync("Replica .* joined");
    }

    [Fact]
    public async Task Start_BesideAReplicaThatCannotBeReached_IsRefused()
    {
        await using var replicas = await ReplicaSet.StartAsync(1);
        await using (var connection = new NpgsqlConnection(replicas.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var elsewhere = new NpgsqlCommand("UPDATE cluster_members SET host_name = 'another-machine'", connection);
            await elsewhere.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => replicas.AddAsync());
        Assert.Contains("ended with 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Another replica runs on another-machine", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Cluster:Address", refused.Message, StringComparison.Ordinal);
    }

    private static string[] Settings(string caFile, string certificateFile) =>
        [$"Cluster__CertificateFile={certificateFile}", $"Cluster__CaFile={caFile}", $"Cluster__PeerName={Name}"];

    private static async Task<int> PortAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var port = new NpgsqlCommand("SELECT min(port) FROM cluster_members WHERE status = 3", connection);
        return (int)(await port.ExecuteScalarAsync())!;
    }

    // The server's verdict on a client certificate comes after the client's handshake: as data, or as an alert in its place.
    private static async Task<bool> IsTakenAsync(int port, string? certificateFile)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, presented, _, _) => presented is not null);
        using var certificate = certificateFile is null ? null
            : X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPemFile(certificateFile, certificateFile).Export(X509ContentType.Pkcs12), null);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Name, ClientCertificates = certificate is null ? null : [certificate] });
            using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
            return await tls.ReadAsync(new byte[1], silence.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            // It waits for the peer to introduce itself.
            return true;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
