using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Retention;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>Writes docs/settings.md from the option records and their XML documentation.</summary>
internal static class SettingsPage
{
    private static readonly (string Section, string Title, Type Type)[] Sections =
    [
        ("Ksc", "Sending to KSC and following tasks", typeof(DispatchOptions)),
        ("Watch", "Watch streams", typeof(WatchOptions)),
        ("Store", "The store", typeof(StoreOptions)),
        ("Store", "Retention", typeof(RetentionOptions)),
        ("Cluster", "Replicas", typeof(ReplicaOptions)),
        ("Security", "Access", typeof(SecurityOptions)),
        ("Security:Jwt", "JSON Web Tokens", typeof(JwtOptions)),
        ("Security:ClientCertificates", "Client certificates", typeof(ClientCertificateOptions)),
        ("Security:ClientCertificates:Principals:<n>", "Which client certificate is whom", typeof(CertificatePrincipal)),
        ("Audit", "The audit record", typeof(AuditOptions)),
        ("Audit:EarlierKeys:<n>", "Keys of the audit record that were used before", typeof(EarlierAuditKeyFile)),
        ("Ksc:Servers:<name>", "KSC connections", typeof(KscServerSettings)),
    ];

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Settings\n\n");
        page.Append("Made from the option records by the tests (`EDRGRPC_UPDATE_GOLDEN=1` writes it anew); do not edit.\n");
        page.Append("In the environment a `:` is written `__` (`Ksc__TaskBudget=80`), on the command line `--Ksc:TaskBudget=80`. Time spans are `[days.]hours:minutes:seconds[.fraction]`.\n");
        page.Append("A malformed or impossible value ends the start with exit code 2 and one line that names it.\n");
        page.Append("Addresses (`--urls`, `Web:Url`, `AllowedHosts`) and logging (`Logging:LogLevel:<category>`) are described in the README and in ASP.NET Core's documentation.\n");
        foreach (var (section, title, type) in Sections)
        {
            page.Append($"\n## {title}\n\n");
            if (type == typeof(KscServerSettings))
            {
                page.Append("The connection `default` takes the same settings under the vendor's names: `kscHost`, `kscPort`, `kscCert`, `kscUser`, `kscPassword`, `kscPasswordFile`, `kscInternalUser`, `kscDomain`, `kscVirtualServer`. `Ksc:DefaultServer` names the connection used when a request names none.\n\n");
            }

            page.Append("| setting | default | range | meaning |\n| --- | --- | --- | --- |\n");
            var defaults = Activator.CreateInstance(type);
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite && property.PropertyType.Namespace != type.Namespace))
            {
                page.Append($"| `{section}:{property.Name}` | {Default(property, property.GetValue(defaults))} | {Range(property)} | {Summary(property)} |\n");
            }
        }

        return page.ToString();
    }

    private static string Default(PropertyInfo property, object? value) => value switch
    {
        null => "-",
        TimeSpan span => $"`{span.ToString("c", CultureInfo.InvariantCulture)}`",
        bool flag => flag ? "`true`" : "`false`",
        string text when property.Name == nameof(StoreOptions.Path) => $"`{text.Replace('\\', '/')}`",
        string text => text.Length == 0 ? "-" : $"`{text}`",
        ICollection => "-",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string Range(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? $"`{range.Minimum}` to `{range.Maximum}`"
        : Nullable.GetUnderlyingType(property.PropertyType) is null && property.PropertyType.IsEnum ? string.Join(", ", Enum.GetNames(property.PropertyType).Select(name => $"`{name}`"))
        : property.GetCustomAttribute<RequiredAttribute>() is null ? "" : "not empty";

    private static string Summary(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var path = Path.Combine(AppContext.BaseDirectory, type.Assembly.GetName().Name + ".xml");
        var name = $"P:{type.FullName}.{property.Name}";
        var summary = XDocument.Load(path).Descendants("member").FirstOrDefault(member => member.Attribute("name")?.Value == name)?.Element("summary")
            ?? throw new InvalidOperationException($"{name} has no summary.");
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
            XElement element => $"`{element.Value}`",
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
    }
}
