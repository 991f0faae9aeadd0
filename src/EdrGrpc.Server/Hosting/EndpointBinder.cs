using System.Net;
using System.Net.Sockets;
using EdrGrpc.Server.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// Binds the listening addresses. A cleartext port cannot speak HTTP/1.1 and HTTP/2 at once: "http://" in --urls is h2c for gRPC, Web:Url is HTTP/1.1
/// for gRPC-Web and JSON; "https://" serves both by ALPN. What is checked against loopback is the address that is bound, not the text of a URL.
/// </summary>
internal sealed class EndpointBinder(IConfiguration configuration, bool allowAnonymous)
{
    private const string DefaultUrl = "http://localhost:5000";

    private readonly string[] _urls = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private readonly List<(IPEndPoint EndPoint, string Name)> _endPoints = [];

    public void Bind(KestrelServerOptions kestrel)
    {
        // Applies to every endpoint, those of the Kestrel section included.
        kestrel.ConfigureEndpointDefaults(listen => Check(listen.EndPoint, listen.ToString() ?? ""));

        var section = configuration.GetSection("Kestrel");
        if (section.Exists())
        {
            kestrel.Configure(section, reloadOnChange: true);
        }

        foreach (var url in Urls())
        {
            Listen(kestrel, url, "--urls (ASPNETCORE_URLS)", HttpProtocols.Http2);
        }

        if (configuration["Web:Url"] is { Length: > 0 } web)
        {
            Listen(kestrel, web, "Web:Url", HttpProtocols.Http1);
        }
    }

    private string[] Urls() => _urls.Length > 0 || configuration.GetSection("Kestrel:Endpoints").Exists() ? _urls : [DefaultUrl];

    private void Listen(KestrelServerOptions kestrel, string url, string setting, HttpProtocols cleartext)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException exception)
        {
            throw new SettingsException($"{setting}: '{url}' is not an address. Write for example http://127.0.0.1:5000.", exception);
        }

        var tls = address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        if (!tls && !address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException($"{setting}: '{url}' must begin with http:// or https://.");
        }

        Action<ListenOptions> configure = listen =>
        {
            listen.Protocols = tls ? HttpProtocols.Http1AndHttp2 : cleartext;
            if (tls)
            {
                listen.UseHttps();
            }
        };
        if (address.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(address.UnixPipePath, configure);
        }
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            CheckAddress(ip, url);
            kestrel.Listen(ip, address.Port, configure);
        }
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            if (address.Port == 0)
            {
                // Kestrel cannot choose one free port for both loopback addresses.
                kestrel.Listen(IPAddress.Loopback, 0, configure);
            }
            else
            {
                kestrel.ListenLocalhost(address.Port, configure);
            }
        }
        else
        {
            // As the framework does: any other host name means every address.
            CheckAddress(IPAddress.IPv6Any, url);
            kestrel.ListenAnyIP(address.Port, configure);
        }
    }

    /// <summary>Loads all endpoints and tries their ports now: later, a refusal would come after the engine has started and between its log lines.</summary>
    /// <exception cref="SettingsException">An address may not or cannot be bound.</exception>
    public void CheckFree(KestrelServerOptions kestrel)
    {
        try
        {
            kestrel.ConfigurationLoader?.Load();
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or IOException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingsException($"Kestrel: {exception.Message}", exception);
        }

        foreach (var (endPoint, name) in _endPoints.Where(wanted => wanted.EndPoint.Port != 0))
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(endPoint);
            }
            catch (SocketException exception)
            {
                throw new SettingsException(
                    $"{name} cannot be listened on: {exception.Message}. Choose another address with --urls (Web:Url for HTTP/1.1), or end the program that has it.", exception);
            }
        }
    }

    private void Check(EndPoint? endPoint, string name)
    {
        if (endPoint is IPEndPoint known)
        {
            _endPoints.Add((known, name));
        }

        if (endPoint is IPEndPoint ip)
        {
            CheckAddress(ip.Address, name);
        }
        else if (!allowAnonymous && endPoint is not UnixDomainSocketEndPoint)
        {
            throw NotLoopback(name);
        }
    }

    private void CheckAddress(IPAddress address, string name)
    {
        if (!allowAnonymous && !IPAddress.IsLoopback(address))
        {
            throw NotLoopback(name);
        }
    }

    private static SettingsException NotLoopback(string name) => new(
        $"{name} is not a loopback address, and callers cannot be authenticated yet: whoever reaches it could delete files and cut off hosts. Listen on 127.0.0.1 or localhost (--urls http://127.0.0.1:5000), or set Security:AllowAnonymous=true if the network is closed to everyone else.");
}
