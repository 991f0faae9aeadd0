using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.TestPostgres;
using Xunit;

namespace EdrGrpc.IntegrationTests.Settings;

/// <summary>The real program on PostgreSQL with a password, and the commands that run beside it.</summary>
public sealed class PostgresStartTests
{
    private const string Password = "marker-password";

    [Fact]
    public async Task Program_MigratesMakesATokenAndServes_WithoutShowingThePassword()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await cluster.ExecuteAsync("postgres", $"CREATE ROLE {PostgresCluster.PasswordRole} LOGIN PASSWORD '{Password}'");
        await cluster.ExecuteAsync("postgres", $"CREATE DATABASE secured OWNER {PostgresCluster.PasswordRole}");
        await cluster.ExecuteAsync("secured", $"GRANT ALL ON SCHEMA public TO {PostgresCluster.PasswordRole}");
        var folder = Directory.CreateTempSubdirectory("edrgrpc-postgres-start-");
        try
        {
            var file = Path.Combine(folder.FullName, "connection");
            var connectionString = $"{cluster.ConnectionString("secured", PostgresCluster.PasswordRole)};Password={Password}";
            await File.WriteAllTextAsync(file, connectionString + "\n");
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["kscHost"] = "127.0.0.1",
                ["kscPort"] = "1",
                ["kscUser"] = "u",
                ["kscPassword"] = "p",
                ["Security__AllowAnonymous"] = "true",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Store__Provider"] = "Postgres",
                ["Store__ConnectionStringFile"] = file,
            };
            foreach (var command in (string[][])[["--migrate-store"], ["--create-token", "alice"]])
            {
                await using var run = ServerProcess.Start(command, environment);
                Assert.True(await run.ExitAsync() == 0, run.Text);
                Assert.DoesNotContain(Password, run.Text, StringComparison.Ordinal);
            }

            environment.Remove("Store__ConnectionStringFile");
            environment["Store__ConnectionString"] = connectionString;
            await using var server = ServerProcess.Start([], environment);
            await server.WaitForAsync("store: secured on 127.0.0.1");
            await server.WaitForAsync("Store__ConnectionString");
            Assert.Equal(0, await server.TerminateAsync());
            Assert.DoesNotContain(Password, server.Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
