using System.Net.Sockets;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Admin;

/// <summary>Where the audit record is sent to, as Audit:Syslog names it.</summary>
internal sealed record SyslogAddress(ProtocolType Protocol, string Host, int Port)
{
    private const int DefaultUdpPort = 514;
    private const int DefaultTcpPort = 601;

    /// <summary>The address; null if there is none.</summary>
    /// <exception cref="SettingsException">It is malformed.</exception>
    public static SyslogAddress? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var url = text.Contains("://", StringComparison.Ordinal) ? text : "udp://" + text;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "udp" or "tcp", DnsSafeHost.Length: > 0, PathAndQuery: "" or "/", UserInfo: "", Port: not 0 }
            ? uri.Scheme == "tcp"
                ? new SyslogAddress(ProtocolType.Tcp, uri.DnsSafeHost, uri.Port < 0 ? DefaultTcpPort : uri.Port)
                : new SyslogAddress(ProtocolType.Udp, uri.DnsSafeHost, uri.Port < 0 ? DefaultUdpPort : uri.Port)
            : throw new SettingsException($"Audit:Syslog \"{text}\" is no address: write udp://host:514 or tcp://host:601.");
    }

    public override string ToString() => new UriBuilder(Protocol == ProtocolType.Tcp ? "tcp" : "udp", Host, Port).Uri.GetLeftPart(UriPartial.Authority);
}
