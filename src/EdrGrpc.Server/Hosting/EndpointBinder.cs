using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using EdrGrpc.Server.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// Binds the listening addresses. A cleartext port cannot speak HTTP/1.1 and HTTP/2 at once: "http://" in --urls is h2c for gRPC, Web:Url is HTTP/1.1
/// for gRPC-Web and JSON; "https://" serves both by ALPN. What is checked against loopback is the address that is bound, not the text of a URL.
/// </summary>
internal sealed class EndpointBinder(IConfiguration configuration, SecurityOptions security)
{
    private const string DefaultUrl = "http://localhost:5000";

    private readonly string[] _urls = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private readonly List<(IPEndPoint EndPoint, string Name)> _endPoints = [];

    public void Bind(KestrelServerOptions kestrel)
    {
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            if (!string.IsNullOrEmpty(security.ClientCertificates.CaFile))
            {
                // Asked for, and judged by the authentication: a call may bring a token instead.
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            }
        });

        // Applies to every endpoint, those of the Kestrel section included.
        kestrel.ConfigureEndpointDefaults(listen => Check(listen.EndPoint, listen.ToString() ?? ""));

        var section = configuration.GetSection("Kestrel");
        if (section.Exists())
        {
            CheckSection(section.GetSection("Endpoints"));
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

        var certificate = kestrel.ApplicationServices.GetService<ServerCertificate>();
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
                listen.UseHttps(https =>
                {
                    if (certificate is not null)
                    {
                        // Kestrel wants to know that there is one; the selector alone would send it without its intermediates.
                        https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
                        https.OnAuthenticate = (_, ssl) => (ssl.ServerCertificateSelectionCallback, ssl.ServerCertificateContext) = (null, certificate.Current);
                    }
                });
            }
        };
        if (address.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(address.UnixPipePath, configure);
        }
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            CheckAddress(ip, url, tls);
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
            CheckAddress(IPAddress.IPv6Any, url, tls);
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

    private void CheckSection(IConfigurationSection endPoints)
    {
        foreach (var endPoint in endPoints.GetChildren().Where(endPoint => endPoint["Url"]?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true))
        {
            var host = BindingAddress.Parse(endPoint["Url"]!).Host.Trim('[', ']');
            if (!host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                CheckAddress(IPAddress.TryParse(host, out var ip) ? ip : IPAddress.IPv6Any, $"{endPoint.Path}:Url", tls: false);
            }
        }
    }

    private void Check(EndPoint? endPoint, string name)
    {
        if (endPoint is IPEndPoint ip)
        {
            _endPoints.Add((ip, name));

            // Whether the endpoint has TLS is not known yet here; its own check is where the address is bound.
            CheckAddress(ip.Address, name, tls: true);
        }
        else if (security.AllowAnonymous && endPoint is not UnixDomainSocketEndPoint)
        {
            throw NotLoopback(name);
        }
    }

    private void CheckAddress(IPAddress address, string name, bool tls)
    {
        if (IPAddress.IsLoopback(address))
        {
            return;
        }

        if (security.AllowAnonymous)
        {
            throw NotLoopback(name);
        }

        if (!tls && !security.AllowPlaintext)
        {
            throw new SettingsException(
                $"{name} would carry tokens and actions in plaintext beyond this machine. Use https:// with Kestrel:Certificates:Default:Path, or set Security:AllowPlaintext=true if a proxy in front ends TLS.");
        }
    }

    private static SettingsException NotLoopback(string name) => new(
        $"{name} is not a loopback address, and with Security:AllowAnonymous=true whoever reaches it could delete files and cut off hosts. Listen on 127.0.0.1 or localhost, or give callers tokens or certificates and set Security:PolicyFile instead.");
}
