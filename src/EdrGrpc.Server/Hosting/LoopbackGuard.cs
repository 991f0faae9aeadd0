using System.Net;
using EdrGrpc.Server.Settings;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// Defence against DNS rebinding: a page in a browser on this machine could reach a loopback port under a name of its own. Calls that come over
/// loopback must name a loopback host (or one of AllowedHosts), and must not come from a foreign origin.
/// </summary>
internal sealed class LoopbackGuard(RequestDelegate next, IConfiguration configuration, IOptions<SecurityOptions> security)
{
    private readonly HashSet<string> _allowed = new(
        (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(host => host != "*"),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>AllowedHosts is the framework's filter too: naming a further host there must not shut out this machine's programs.</summary>
    public static void AllowLoopback(HostFilteringOptions options)
    {
        if (options.AllowedHosts is { Count: > 0 } hosts && !hosts.Contains("*"))
        {
            options.AllowedHosts = [.. hosts, "localhost", "127.0.0.1", "[::1]"];
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        var overLoopback = context.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address);
        if (overLoopback && !IsTrusted(context.Request.Host.Host))
        {
            return RefuseAsync(context, "The Host header names no loopback host. Call 127.0.0.1, [::1] or localhost, or add the name to AllowedHosts.");
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && (overLoopback || !security.Value.AllowAnonymous) && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsTrusted(uri.Host)))
        {
            return RefuseAsync(context, "Calls of web pages from other origins are not allowed.");
        }

        return next(context);
    }

    private bool IsTrusted(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || _allowed.Contains(host);

    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
