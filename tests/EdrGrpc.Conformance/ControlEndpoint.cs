using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Conformance;

/// <summary>What runners may ask of the driver: POST /restart.</summary>
internal static class ControlEndpoint
{
    public static async Task<WebApplication> StartAsync(GatewayUnderTest gateway)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/restart", async () =>
        {
            await gateway.RestartAsync();
            return Results.NoContent();
        });
        await app.StartAsync();
        return app;
    }
}
