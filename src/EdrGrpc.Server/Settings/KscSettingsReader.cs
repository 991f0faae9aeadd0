using System.Globalization;
using EdrGrpc.Ksc;

namespace EdrGrpc.Server.Settings;

/// <summary>Reads the KSC connections from configuration. Every problem is one sentence that names the setting and how to set it.</summary>
internal sealed class KscSettingsReader(IConfiguration configuration)
{
    private const string DefaultName = "default";
    private const string ServersSection = "Ksc:Servers";
    private const int DefaultPort = 13299;

    /// <summary>The environment names the vendor documents, and the file that is preferred to the password.</summary>
    private static readonly (string Environment, string Key)[] VendorNames =
    [
        ("kscHost", nameof(KscServerSettings.Host)), ("kscPort", nameof(KscServerSettings.Port)), ("kscCert", nameof(KscServerSettings.Cert)),
        ("kscUser", nameof(KscServerSettings.User)), ("kscPassword", nameof(KscServerSettings.Password)),
        ("kscPasswordFile", nameof(KscServerSettings.PasswordFile)), ("kscInternalUser", nameof(KscServerSettings.InternalUser)),
        ("kscDomain", nameof(KscServerSettings.Domain)), ("kscVirtualServer", nameof(KscServerSettings.VirtualServer)),
    ];

    private readonly List<string> _problems = [];

    /// <summary>All connections, the default one first.</summary>
    /// <exception cref="SettingsException">Something is missing or malformed.</exception>
    public IReadOnlyList<KscConnectionOptions> Read()
    {
        var servers = new List<KscConnectionOptions>();
        if (VendorNames.Any(name => configuration[name.Environment] is not null))
        {
            Add(servers, DefaultName, VendorSection(), name => VendorNames.FirstOrDefault(pair => pair.Key == name).Environment ?? DefaultName);
        }

        foreach (var section in configuration.GetSection(ServersSection).GetChildren())
        {
            if (servers.Any(server => server.Name == section.Key))
            {
                _problems.Add($"Ksc:Servers:{section.Key} and kscHost name the same connection: rename the one in configuration.");
                continue;
            }

            Add(servers, section.Key, section, name => $"{ServersSection}:{section.Key}:{name}");
        }

        if (servers.Count == 0 && _problems.Count == 0)
        {
            _problems.Add("kscHost is not set: set kscHost, kscUser and kscPasswordFile in the environment (or Ksc:Servers:<name>:Host … in configuration), or start with --demo.");
        }

        if (_problems.Count > 0)
        {
            throw new SettingsException(string.Join(" ", _problems));
        }

        return DefaultFirst(servers);
    }

    private IConfigurationSection VendorSection()
    {
        var values = VendorNames
            .Where(name => configuration[name.Environment] is not null)
            .Select(name => new KeyValuePair<string, string?>($"Vendor:{name.Key}", configuration[name.Environment]));
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Vendor");
    }

    private void Add(List<KscConnectionOptions> servers, string name, IConfigurationSection section, Func<string, string> settingOf)
    {
        KscServerSettings settings;
        try
        {
            settings = section.Get<KscServerSettings>() ?? new KscServerSettings();
        }
        catch (InvalidOperationException exception)
        {
            var (key, problem) = OptionsCheck.Malformed(exception);
            _problems.Add($"{settingOf(key[(key.LastIndexOf(':') + 1)..])} {problem}.");
            return;
        }

        var before = _problems.Count;
        if (name.Length > 64 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
        {
            _problems.Add($"{section.Path}: a connection's name has at most 64 letters, digits, '-', '_' and '.'.");
        }

        Require(settings.Host, settingOf(nameof(settings.Host)), "the address of the Administration Server");
        Require(settings.User, settingOf(nameof(settings.User)), "the account this gateway uses in KSC");
        var port = ReadPort(settings.Port, settingOf(nameof(settings.Port)));
        CheckCertificate(settings.Cert, settingOf(nameof(settings.Cert)));
        var password = ReadPassword(settings, settingOf);
        if (_problems.Count > before)
        {
            return;
        }

        var options = new KscConnectionOptions
        {
            Name = name,
            Host = settings.Host!,
            Port = port,
            CertificatePin = string.IsNullOrEmpty(settings.Cert) ? null : settings.Cert,
            CertificateSettingName = settingOf(nameof(settings.Cert)),
            User = settings.User!,

            // A mended account is taken at the next login, without a restart: files of settings are read again when they change.
            ReadUser = () => Now(configuration[settingOf(nameof(settings.User))], settings.User!),
            Password = password!,
            InternalUser = settings.InternalUser,
            Domain = settings.Domain,
            DomainAsBase64 = settings.DomainAsBase64,
            VirtualServer = settings.VirtualServer,
            SessionMode = settings.SessionMode,
            MaxSessions = settings.MaxSessions,
        };
        _problems.AddRange(options.Validate());
        servers.Add(options);
    }

    private void Require(string? value, string setting, string what)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            _problems.Add($"{setting} is not set: set it to {what}.");
        }
    }

    private int ReadPort(string? value, string setting)
    {
        if (string.IsNullOrEmpty(value))
        {
            return DefaultPort;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
        {
            return port;
        }

        _problems.Add($"{setting} is not a port: set a number from 1 to 65535, or leave it out for {DefaultPort}.");
        return 0;
    }

    private void CheckCertificate(string? value, string setting)
    {
        if (!string.IsNullOrEmpty(value) && !IsUnchecked(value) && !File.Exists(value))
        {
            _problems.Add($"{setting}: there is no such certificate file. Set the path of the server's certificate (PEM or DER), False for no check at all, or leave it out for the system's trust.");
        }
    }

    /// <summary>True for the vendor's literal False.</summary>
    internal static bool IsUnchecked(string? certificate) => string.Equals(certificate, "False", StringComparison.OrdinalIgnoreCase);

    private Func<string>? ReadPassword(KscServerSettings settings, Func<string, string> settingOf)
    {
        var fileSetting = settingOf(nameof(settings.PasswordFile));
        if (!string.IsNullOrEmpty(settings.PasswordFile))
        {
            if (!File.Exists(settings.PasswordFile))
            {
                _problems.Add($"{fileSetting}: there is no such file. Set the path of a file that holds the password and nothing else.");
                return null;
            }

            // Read at every login, so that a rotated password is taken without a restart.
            var path = settings.PasswordFile;
            return () => File.ReadAllText(Now(configuration[fileSetting], path)).TrimEnd('\r', '\n');
        }

        if (string.IsNullOrEmpty(settings.Password))
        {
            _problems.Add($"{fileSetting} is not set: set it to a file that holds the password of the KSC account (or set {settingOf(nameof(settings.Password))}).");
            return null;
        }

        var first = settings.Password;
        return () => Now(configuration[settingOf(nameof(settings.Password))], first);
    }

    private static string Now(string? current, string first) => string.IsNullOrEmpty(current) ? first : current;

    private List<KscConnectionOptions> DefaultFirst(List<KscConnectionOptions> servers)
    {
        var wanted = configuration["Ksc:DefaultServer"];
        if (string.IsNullOrEmpty(wanted))
        {
            return servers;
        }

        return servers.Any(server => server.Name == wanted)
            ? [.. servers.OrderByDescending(server => server.Name == wanted)]
            : throw new SettingsException($"Ksc:DefaultServer names no connection; there are: {string.Join(", ", servers.Select(server => server.Name))}.");
    }
}
