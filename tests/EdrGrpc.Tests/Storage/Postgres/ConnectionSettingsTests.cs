using EdrGrpc.Storage.Postgres;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>What a connection string leaves open is ours; what it says stands.</summary>
public sealed class ConnectionSettingsTests
{
    [Theory]
    [InlineData("Host=db.example", SslMode.VerifyFull)]
    [InlineData("Host=10.0.0.7", SslMode.VerifyFull)]
    [InlineData("Host=127.0.0.1:5432,db.example", SslMode.VerifyFull)]
    [InlineData("Host=db.example;SSL Mode=Require", SslMode.Require)]
    [InlineData("Host=db.example;sslmode=disable", SslMode.Disable)]
    [InlineData("Host=127.0.0.1", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1:5432,localhost:5433", SslMode.Prefer)]
    [InlineData("Host=/run/postgresql", SslMode.Prefer)]
    public void SslMode_LeftOpen_IsVerifyFullToOtherMachines(string text, SslMode expected) => Assert.Equal(expected, PostgresConnections.SettingsOf(text).SslMode);

    [Fact]
    public void Times_LeftOpen_AreShort()
    {
        var settings = PostgresConnections.SettingsOf("Host=a,b");
        Assert.Equal((5, 10, 2), (settings.Timeout, settings.KeepAlive, settings.HostRecheckSeconds));
    }

    [Fact]
    public void Times_Set_Stand()
    {
        var settings = PostgresConnections.SettingsOf("Host=a,b;timeout=7;keepalive=0;Host Recheck Seconds=30");
        Assert.Equal((7, 0, 30), (settings.Timeout, settings.KeepAlive, settings.HostRecheckSeconds));
    }
}
