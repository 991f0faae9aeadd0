using System.Globalization;
using System.Reflection;

namespace EdrGrpc.Storage;

/// <summary>The numbered SQL files of a database.</summary>
internal static class EmbeddedMigrations
{
    public static List<(int Version, string Sql)> Of(string database)
    {
        var prefix = $"EdrGrpc.Storage.{database}.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[prefix.Length..].TrimStart('_');
                return (int.Parse(file[..4], CultureInfo.InvariantCulture), reader.ReadToEnd());
            })
            .ToList();
    }
}
