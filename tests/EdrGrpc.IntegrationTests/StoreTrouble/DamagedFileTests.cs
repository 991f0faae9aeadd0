using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>Pages of the file are overwritten while the server runs.</summary>
public sealed class DamagedFileTests
{
    [Fact]
    public async Task DamageSeenByAReader_EndsWritesUntilARestart()
    {
        await using var gateway = await TroubledGateway.StartAsync();
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EndOfAsync(id);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await using (var file = new FileStream(gateway.StorePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // The first page holds the schema and is read by now; all others become noise.
            var noise = new byte[file.Length - 4096];
            new Random(7).NextBytes(noise);
            file.Position = 4096;
            await file.WriteAsync(noise);
        }

        var refusal = await Refusal.OfAsync(() => gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = id }, Gateway.Options()));

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refusal.Code, refusal.Reason));
        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        await gateway.AssertDownAsync("is damaged");
    }
}
