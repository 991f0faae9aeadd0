using System.Text;
using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class SecretsTests
{
    [Fact(Timeout = 60_000)]
    public async Task NoSecretAndNoBody_AppearsInLogsExceptionsOrTexts()
    {
        await using var ksc = await KscFixture.StartAsync();
        var password = ksc.Server.Options.Password;
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
        var incident = ksc.Incident with { Body = "body-that-must-not-leak" };
        var texts = new List<string?>();

        await ksc.Client.AddIncidentAsync(incident, ksc.OpenFence, TestContext.Current.CancellationToken);
        texts.AddRange((await ksc.Client.FindIncidentsAsync(KscFilter.All, [], 0, TestContext.Current.CancellationToken)).Select(found => found.ToString()));
        string? token = null;
        using (var echo = ksc.Server.Faults.On("HostGroup.AddIncident").When(call => (token = call.SessionToken) is not null).Status(500, incident.Body))
        {
            texts.Add((await Record.ExceptionAsync(() => ksc.Client.AddIncidentAsync(incident, ksc.OpenFence, TestContext.Current.CancellationToken)))?.ToString());
        }

        ksc.Server.ExpireAllSessions();
        using (var echo = ksc.Server.Faults.On("Session.StartSession").Status(401, $"bad header KSCBasic pass=\"{encoded}\" {password}"))
        {
            texts.Add((await Record.ExceptionAsync(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken)))?.ToString());
        }

        texts.AddRange([ksc.Logs.All, ksc.Options.ToString(), incident.ToString(), ksc.Client.Status.ToString()]);
        Assert.NotNull(token);
        Assert.Contains("HostGroup.AddIncident", ksc.Logs.All, StringComparison.Ordinal);
        foreach (var text in texts)
        {
            Assert.NotNull(text);
            Assert.DoesNotContain(password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(encoded, text, StringComparison.Ordinal);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(incident.Body, text, StringComparison.Ordinal);
        }
    }
}
