namespace EdrGrpc.Server.Settings;

/// <summary>Takes passwords out of the environment after they were read, so that no child process inherits them.</summary>
internal static class SecretEnvironment
{
    /// <summary>Removes them; returns the names of those that were set.</summary>
    public static IReadOnlyList<string> Clear()
    {
        var names = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsPassword).ToList();
        foreach (var name in names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        return names;
    }

    private static bool IsPassword(string name) =>
        name.Equals("kscPassword", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Store__ConnectionString", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Ksc__Servers__", StringComparison.OrdinalIgnoreCase) && name.EndsWith("__Password", StringComparison.OrdinalIgnoreCase));
}
