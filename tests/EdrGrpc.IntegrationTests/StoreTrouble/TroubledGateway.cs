using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>What every kind of store trouble must look like from outside.</summary>
internal static class TroubledGateway
{
    public static Task<Gateway> StartAsync(string? storePath = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Watch:HeartbeatInterval"] = "00:00:00.100" };
        if (storePath is not null)
        {
            settings["Store:Path"] = storePath;
        }

        return Gateway.StartAsync(settings: settings);
    }

    /// <summary>Submit is refused as the contract says, health is NOT_SERVING, and the log says why.</summary>
    public static async Task AssertDownAsync(this Gateway gateway, string why)
    {
        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = gateway.Isolate(0) }, Gateway.Options()));

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refusal.Code, refusal.Reason));
        Assert.True(refusal.HasRetryInfo);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was accepted", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, await gateway.HealthAsync());
        Assert.Contains(gateway.Logs.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error && line.Text.Contains(why, StringComparison.Ordinal));
    }

    public static async Task AssertUpAsync(this Gateway gateway) => Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await gateway.HealthAsync());

    public static async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(this Gateway gateway) =>
        (await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest(), Gateway.Options())).Status;

    /// <summary>The store holds exactly what was acknowledged: nothing lost, nothing half-written.</summary>
    public static async Task AssertHoldsAsync(this Gateway gateway, IEnumerable<string> acknowledged)
    {
        var listed = await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 1000 }, Gateway.Options());
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), listed.Submissions.Select(submission => submission.SubmissionId).Order(StringComparer.Ordinal));
        var stored = await gateway.StoredAsync();
        Assert.Equal(stored.Select(seen => seen.Revision).Distinct().Order(), stored.Select(seen => seen.Revision));
        Assert.All(listed.Submissions, submission => Assert.Contains(stored, seen => seen.SubmissionId == submission.SubmissionId && seen.Revision == submission.Revision));
    }
}
